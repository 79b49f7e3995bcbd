"""How requests look on the wire: one entry for each ``wire`` that a profile can name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from oauth_tool.client.answers import Document
from oauth_tool.client.app import App, Server
from oauth_tool.client.messages import JSON_HEADERS, Request
from oauth_tool.profiles.profile import Endpoint

Parameters = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """One way to speak.

    Attributes:
        authenticated_post: Build the request of a client that says who it is.
        granted_scopes: Find the scopes in an answer of the token or introspection endpoint.
    """

    authenticated_post: Callable[[str, App, Parameters], Request]
    granted_scopes: Callable[[Document], tuple[str, ...]]


def authenticated_post(
    server: Server, endpoint: Endpoint, app: App, parameters: Parameters
) -> Request:
    """Return a request with parameters and the client's credentials, as the server expects it."""
    wire = WIRES[server.profile.wire]
    return wire.authenticated_post(server.url(endpoint), app, parameters)


def granted_scopes(server: Server, document: Document) -> tuple[str, ...]:
    """Return the scopes that an answer names."""
    return WIRES[server.profile.wire].granted_scopes(document)


def _json_with_secret(url: str, app: App, parameters: Parameters) -> Request:
    secret = {"client_secret": app.secret.reveal()} if app.secret else {}
    document = {**parameters, "client_id": app.client_id, **secret}
    return Request(
        method="POST",
        url=url,
        headers=tuple(JSON_HEADERS.items()),
        body=json.dumps(document, ensure_ascii=False).encode(),
    )


def _scopes_array(document: Document) -> tuple[str, ...]:
    scopes = document.get("scopes")
    return tuple(map(str, scopes)) if isinstance(scopes, list) else ()


WIRES: Mapping[str, Wire] = {
    "autogpt": Wire(authenticated_post=_json_with_secret, granted_scopes=_scopes_array),
}
