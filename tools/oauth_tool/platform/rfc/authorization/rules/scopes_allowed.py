"""The scopes are known, and the client is registered for them (RFC 6749 3.3)."""

from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.platform.rfc.requested_scopes import require_allowed


def check(asked: Asked) -> None:
    """Refuse a request that asks for anything else."""
    require_allowed(asked.issuer, asked.client, asked.scopes)
