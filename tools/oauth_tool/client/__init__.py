"""The client's side of OAuth: requests to build, answers to read. Nothing is sent from here."""
