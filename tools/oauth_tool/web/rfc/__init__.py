"""The standard wire over HTTP: forms in, JSON out (OAuth 2.1)."""
