"""Step 3 and 6: get tokens for a code, or for a refresh token (RFC 6749 4.1.3, 6)."""

from dataclasses import dataclass, field
from datetime import datetime

from oauth_tool.client.answers import Document, document_of
from oauth_tool.client.app import App, Server
from oauth_tool.client.messages import Request, Response
from oauth_tool.client.moments import moment_in
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.wires import access_ends_at, authenticated_post, granted_scopes
from oauth_tool.oauth.credentials import Secret


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """What a token answer brought.

    Attributes:
        access: The access token.
        access_expires_at: From then on it is worth nothing; None if the server did not say.
        refresh: The refresh token, or None.
        refresh_expires_at: The same for the refresh token.
        scopes: What the tokens allow; none if the server did not say (RFC 6749 5.1: as asked for).
        identity: The ID token of OpenID Connect, or None.
    """

    access: Secret = field(repr=False)
    access_expires_at: datetime | None
    refresh: Secret | None = field(repr=False)
    refresh_expires_at: datetime | None
    scopes: tuple[str, ...]
    identity: Secret | None = field(default=None, repr=False)


def code_request(
    server: Server, app: App, code: Secret, verifier: Secret, resource: str = ""
) -> Request:
    """Return the request that exchanges a code, with the proof that it was meant for us.

    Args:
        server: The platform.
        app: Who asks.
        code: The code.
        verifier: The proof; empty if the code was asked for without PKCE.
        resource: The API that the token should be for (RFC 8707 2.2), if one was named.
    """
    parameters = {
        "grant_type": "authorization_code",
        "code": code.reveal(),
        "redirect_uri": app.redirect_uri,
        "code_verifier": verifier.reveal(),
        "resource": resource,
    }
    sent = {name: value for name, value in parameters.items() if value}
    return authenticated_post(server, "token", app, sent)


def refresh_request(server: Server, app: App, refresh_token: Secret) -> Request:
    """Return the request that exchanges a refresh token for new tokens."""
    return authenticated_post(
        server,
        "token",
        app,
        {"grant_type": "refresh_token", "refresh_token": refresh_token.reveal()},
    )


def tokens_in(server: Server, response: Response, doing: str) -> Tokens:
    """Return the tokens of a token answer.

    Raises:
        StepFailed: The server refused, or its answer has no access token.
    """
    document = document_of(response, doing)
    access = _token(document, "access_token")
    if access is None:
        raise StepFailed(
            f"{doing} failed: the answer has no access token",
            "it was answered with success all the same; look at it below",
        )
    return Tokens(
        access=access,
        access_expires_at=access_ends_at(server, document, response),
        refresh=_token(document, "refresh_token"),
        refresh_expires_at=moment_in(document.get("refresh_token_expires_at")),
        scopes=granted_scopes(server, document),
        identity=_token(document, "id_token"),
    )


def _token(document: Document, name: str) -> Secret | None:
    text = document.get(name)
    return Secret(text) if isinstance(text, str) and text else None
