"""The server's side of OAuth: what it checks, in which order, and what it answers. No HTTP here."""
