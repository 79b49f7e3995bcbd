"""The standard wire: OAuth 2.1 and its extensions to the letter of the RFCs."""
