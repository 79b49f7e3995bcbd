"""Register OAuth apps, and play both sides of an OAuth flow to see what really happens."""
