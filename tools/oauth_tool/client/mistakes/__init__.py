"""Steps done wrong on purpose, one file a step: what is sent, and what a good server does."""
