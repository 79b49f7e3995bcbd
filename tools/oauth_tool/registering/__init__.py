"""Registering apps and looking after them: forms, credentials, rotation, batches."""
