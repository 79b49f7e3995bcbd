"""Changes that users ask for: fewer operations, another title, version or server."""
