"""What differs between two documents: changes as data, and as text."""
