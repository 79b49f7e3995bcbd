"""Step 7: give a token up (RFC 7009)."""

from oauth_tool.client.answers import refusal
from oauth_tool.client.app import App, Server
from oauth_tool.client.introspection import TokenType
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.wires import authenticated_post
from oauth_tool.oauth.credentials import Secret


def revocation_request(server: Server, app: App, token: Secret, token_type: TokenType) -> Request:
    """Return the request that revokes a token."""
    return authenticated_post(
        server,
        "revocation",
        app,
        {"token": token.reveal(), "token_type_hint": token_type},
    )


def check_revoked(response: Response) -> None:
    """Accept any success: what the answer contains is up to the server (RFC 7009 2.2).

    Raises:
        StepFailed: The server refused.
    """
    if not response.is_success:
        raise refusal(response, "revocation")
