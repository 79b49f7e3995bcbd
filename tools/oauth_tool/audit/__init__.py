"""The judge: what the specifications say about a server, read from what it was seen to do."""
