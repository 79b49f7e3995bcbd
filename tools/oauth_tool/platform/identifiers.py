"""Identifiers of rows."""

import uuid

from oauth_tool.oauth.credentials import RandomBytes


def new_row_id(random: RandomBytes) -> str:
    """Return a random UUID (RFC 9562 5.4)."""
    return str(uuid.UUID(bytes=random(16), version=4))
