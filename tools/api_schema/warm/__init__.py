"""Export on every change: a process stays that has imported what did not change."""
