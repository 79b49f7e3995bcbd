"""No parameter is given twice (RFC 6749 3.1)."""

from oauth_tool.platform.rfc.authorization.asking import Asked


def check(asked: Asked) -> None:
    """Refuse a request that can be read in two ways."""
    asked.parameters.require_each_once()
