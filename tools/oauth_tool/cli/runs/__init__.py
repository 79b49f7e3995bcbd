"""``oauth-tool runs``: one file for each thing to do with kept runs."""
