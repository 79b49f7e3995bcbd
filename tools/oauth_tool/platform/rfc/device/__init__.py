"""Devices without a browser: the user decides on another one (RFC 8628)."""
