"""What an authorization request must be like, one file a rule; the client is told by a redirect."""
