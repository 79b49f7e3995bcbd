"""The rules of OAuth: pure functions and data; time and randomness are passed in."""
