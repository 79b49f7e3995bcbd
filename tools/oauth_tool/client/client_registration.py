"""Dynamic client registration (RFC 7591) and its management (RFC 7592): requests and answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from oauth_tool.client.answers import Document, document_of
from oauth_tool.client.messages import JSON_HEADERS, Headers, Request, Response
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.registration_refusals import RFC_7591, RFC_7592, refusal
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import ToolError

Metadata = Mapping[str, object]
REGISTERING = "registering the app"
READING = "reading the app"
UPDATING = "updating the app"
DELETING = "deleting the app"
# What the server alone decides; no request may hold it (RFC 7592 2.2).
ISSUED = frozenset(
    {
        "client_id_issued_at",
        "client_secret_expires_at",
        "registration_access_token",
        "registration_client_uri",
    }
)
CREDENTIALS = ISSUED | {"client_id", "client_secret"}


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredClient:
    """A client as the server answered (RFC 7591 3.2.1, RFC 7592 3).

    Attributes:
        client_id: Its public identifier.
        client_secret: Its secret, None if the answer holds none.
        client_secret_expires_at: Seconds since 1970; 0 for never, None if the answer does not say.
        registration_access_token: What the requests of RFC 7592 are sent with, if there is one.
        registration_client_uri: Where they are sent to. It is not checked yet.
        metadata: All else.
    """

    client_id: str
    client_secret: Secret | None = field(default=None, repr=False)
    client_secret_expires_at: int | None = None
    registration_access_token: Secret | None = field(default=None, repr=False)
    registration_client_uri: str | None = None
    metadata: Metadata = field(default_factory=dict, repr=False)


def registration_request(
    endpoint: str, metadata: Metadata, initial_access_token: Secret | None = None
) -> Request:
    """Return the request that registers a client with this metadata (RFC 7591 3.1)."""
    return Request(
        method="POST",
        url=endpoint,
        headers=(*JSON_HEADERS.items(), *_bearer(initial_access_token)),
        body=json.dumps(metadata).encode(),
    )


def read_request(uri: str, token: Secret) -> Request:
    """Return the request for a client as it is registered now (RFC 7592 2.1)."""
    return _management("GET", uri, token)


def update_request(uri: str, token: Secret, client: RegisteredClient) -> Request:
    """Return the request that replaces all of a client's metadata (RFC 7592 2.2)."""
    secret = {"client_secret": client.client_secret.reveal()} if client.client_secret else {}
    body = {**client.metadata, "client_id": client.client_id, **secret}
    return Request(
        method="PUT",
        url=uri,
        headers=(*JSON_HEADERS.items(), *_bearer(token)),
        body=json.dumps(body).encode(),
    )


def deletion_request(uri: str, token: Secret) -> Request:
    """Return the request that deletes a client (RFC 7592 2.3)."""
    return _management("DELETE", uri, token)


def registered_in(response: Response, sent: Request) -> RegisteredClient:
    """Return the client that was registered.

    Raises:
        Unauthorized: The server wants an initial access token, or another one.
        ToolError: It refused for another reason, or the answer cannot be understood.
    """
    if not response.is_success:
        raise refusal(response, REGISTERING, sent, RFC_7591)
    return _client_in(_document_in(response, REGISTERING), REGISTERING)


def managed_in(response: Response, doing: str, sent: Request, client_id: str) -> RegisteredClient:
    """Return the client that was read or updated.

    Raises:
        Unauthorized: The registration access token is not valid.
        ToolError: The server refused, or the answer cannot be understood or is of another client.
    """
    if not response.is_success:
        raise refusal(response, doing, sent, RFC_7592)
    client = _client_in(_document_in(response, doing), doing)
    if client.client_id != client_id:
        raise ToolError(
            f"{doing} failed: the server answered with another app",
            "registration_client_uri in the credential file belongs to another app",
        )
    return client


def require_deleted(response: Response, sent: Request) -> None:
    """Accept an answer that says that the client is gone.

    Raises:
        ToolError: It says something else.
    """
    if not response.is_success:
        raise refusal(response, DELETING, sent, RFC_7592)


def _management(method: str, uri: str, token: Secret) -> Request:
    accept = ("Accept", "application/json")
    return Request(method=method, url=uri, headers=(accept, *_bearer(token)))


def _bearer(token: Secret | None) -> Headers:
    return (("Authorization", f"Bearer {token.reveal()}"),) if token else ()


def _document_in(response: Response, doing: str) -> Document:
    try:
        return document_of(response, doing)
    except StepFailed as failure:
        # Nothing of the answer is quoted: it was a success, so it may hold a secret.
        raise ToolError(
            f"{doing} came to nothing: the server answered {response.status}, but not with a JSON"
            " object",
            "check that the address is that of the registration endpoint, not of a web page",
        ) from failure


def _client_in(document: Document, doing: str) -> RegisteredClient:
    client_id = document.get("client_id")
    if not isinstance(client_id, str) or not client_id:
        raise ToolError(
            f"{doing} came to nothing: the server's answer has no client_id",
            "the server breaks RFC 7591 3.2.1; its operator can help",
        )
    uri = document.get("registration_client_uri")
    return RegisteredClient(
        client_id=client_id,
        client_secret=_secret(document, "client_secret"),
        client_secret_expires_at=_seconds(document.get("client_secret_expires_at")),
        registration_access_token=_secret(document, "registration_access_token"),
        registration_client_uri=uri if isinstance(uri, str) else None,
        metadata={name: value for name, value in document.items() if name not in CREDENTIALS},
    )


def _secret(document: Document, name: str) -> Secret | None:
    text = document.get(name)
    return Secret(text) if isinstance(text, str) and text else None


def _seconds(value: object) -> int | None:
    """Return whole seconds; some servers write them as text or with a fraction."""
    try:
        return int(float(value)) if isinstance(value, str | int | float) else None
    except (ValueError, OverflowError):
        return None
