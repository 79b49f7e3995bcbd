"""Who is the client that asks? One file a method (RFC 6749 2.3)."""
