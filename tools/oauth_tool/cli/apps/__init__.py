"""``oauth-tool apps``: what can be done with an app after it was registered."""
