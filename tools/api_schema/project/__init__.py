"""What a project says of its backend: in ``pyproject.toml``, or by files in the usual places."""
