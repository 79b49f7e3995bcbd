"""What every command line of this project shares: errors, exit codes, output, lazy commands."""
