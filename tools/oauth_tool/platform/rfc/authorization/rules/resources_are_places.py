"""What a token is asked for is a place (RFC 8707 2)."""

from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.platform.rfc.resource_indicators import resources_in


def check(asked: Asked) -> None:
    """Refuse resources that are no absolute URIs."""
    resources_in(asked.parameters)
