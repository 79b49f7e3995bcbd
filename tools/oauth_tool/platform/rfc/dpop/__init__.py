"""Clients prove that they hold a key (RFC 9449): stolen tokens are worth nothing."""
