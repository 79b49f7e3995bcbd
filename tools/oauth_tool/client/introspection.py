"""Step 5: ask the server what it knows of a token (RFC 7662)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from oauth_tool.client.answers import document_of
from oauth_tool.client.app import App, Server
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.moments import moment_in
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.wires import authenticated_post, granted_scopes
from oauth_tool.oauth.credentials import Secret

TokenType = Literal["access_token", "refresh_token"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the server says of a token.

    Attributes:
        is_active: Whether it is good for anything. If not, nothing else is known.
        scopes: What it allows.
        expires_at: When it ends, or None if the server did not say.
    """

    is_active: bool
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None


def introspection_request(
    server: Server, app: App, token: Secret, token_type: TokenType
) -> Request:
    """Return the request that asks about a token."""
    return authenticated_post(
        server,
        "introspection",
        app,
        {"token": token.reveal(), "token_type_hint": token_type},
    )


def verdict_in(server: Server, response: Response) -> Verdict:
    """Return what the server says of the token.

    Raises:
        StepFailed: The server refused, or did not say whether the token is active.
    """
    document = document_of(response, "introspection")
    match document.get("active"):
        case False:
            return Verdict(is_active=False)
        case True:
            return Verdict(
                is_active=True,
                scopes=granted_scopes(server, document),
                expires_at=moment_in(document.get("exp")),
            )
        case _:
            raise StepFailed(
                "introspection failed: the answer does not say whether the token is active",
                "RFC 7662 2.2 asks for true or false in the member active",
            )
