"""The semantic rules: what the specification says in words and its schema cannot, a file a rule."""
