"""What a token says, whether it is genuine, and why a server would reject it."""
