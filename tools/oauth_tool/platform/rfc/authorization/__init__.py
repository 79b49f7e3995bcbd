"""The authorization endpoint: from a request and a user's decision to a redirect."""
