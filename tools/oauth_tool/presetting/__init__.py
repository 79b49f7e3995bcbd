"""What an embedded platform shall hold from its start on: a file of users, apps, tokens, faults."""
