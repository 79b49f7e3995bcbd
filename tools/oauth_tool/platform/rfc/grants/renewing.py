"""Which refresh token a client gets with its access token."""

from oauth_tool.oauth.clients import Client


def renewable_scopes(client: Client, scopes: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what a refresh token for these scopes allows; None if the client gets none."""
    return scopes if "refresh_token" in client.grant_types else None
