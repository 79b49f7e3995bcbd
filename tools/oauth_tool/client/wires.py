"""How requests look on the wire: one entry for each ``wire`` that a profile can name."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote_plus, urlencode

from oauth_tool.client.answers import Document
from oauth_tool.client.app import App, EndpointName, Server
from oauth_tool.client.messages import JSON_HEADERS, Request, Response
from oauth_tool.client.moments import moment_in

Parameters = Mapping[str, str]
LONGEST_LIFETIME = timedelta(days=36500)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """One way to speak.

    Attributes:
        authenticated_post: Build the request of a client that says who it is.
        granted_scopes: Find the scopes in an answer of the token or introspection endpoint.
        access_ends_at: Find the moment at which an access token ends.
    """

    authenticated_post: Callable[[str, App, Parameters], Request]
    granted_scopes: Callable[[Document], tuple[str, ...]]
    access_ends_at: Callable[[Document, Response], datetime | None]


def authenticated_post(
    server: Server, endpoint: EndpointName, app: App, parameters: Parameters
) -> Request:
    """Return a request with parameters and the client's credentials, as the server expects it."""
    return _wire(server).authenticated_post(server.url(endpoint), app, parameters)


def granted_scopes(server: Server, document: Document) -> tuple[str, ...]:
    """Return the scopes that an answer names."""
    return _wire(server).granted_scopes(document)


def access_ends_at(server: Server, document: Document, response: Response) -> datetime | None:
    """Return when the access token in an answer ends, or None if the server did not say."""
    return _wire(server).access_ends_at(document, response)


def _wire(server: Server) -> Wire:
    return WIRES[server.profile.wire]


def _json_with_secret(url: str, app: App, parameters: Parameters) -> Request:
    secret = {"client_secret": app.secret.reveal()} if app.secret else {}
    document = {**parameters, "client_id": app.client_id, **secret}
    return Request(
        method="POST",
        url=url,
        headers=tuple(JSON_HEADERS.items()),
        body=json.dumps(document, ensure_ascii=False).encode(),
    )


def _form(url: str, app: App, parameters: Parameters) -> Request:
    """Return the form of RFC 6749 4.1.3, with the client's secret where RFC 6749 2.3.1 has it."""
    sent, headers = dict(parameters), {"Accept": "application/json"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    if app.secret and app.authentication == "client_secret_basic":
        pair = f"{quote_plus(app.client_id)}:{quote_plus(app.secret.reveal())}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    else:
        sent["client_id"] = app.client_id
        if app.secret:
            sent["client_secret"] = app.secret.reveal()
    return Request(
        method="POST", url=url, headers=tuple(headers.items()), body=urlencode(sent).encode()
    )


def _scopes_array(document: Document) -> tuple[str, ...]:
    scopes = document.get("scopes")
    return tuple(map(str, scopes)) if isinstance(scopes, list) else ()


def _scopes_text(document: Document) -> tuple[str, ...]:
    scope = document.get("scope")
    return tuple(scope.split()) if isinstance(scope, str) else ()


def _stated_end(document: Document, _: Response) -> datetime | None:
    return moment_in(document.get("access_token_expires_at"))


def _end_after_lifetime(document: Document, response: Response) -> datetime | None:
    """Count RFC 6749 5.1's expires_in from the answer; some servers write it as a text."""
    try:
        lifetime = timedelta(seconds=float(document.get("expires_in") or "none"))
    except (TypeError, ValueError, OverflowError):
        return None
    is_sensible = timedelta(0) <= lifetime <= LONGEST_LIFETIME
    return response.received_at + lifetime if response.received_at and is_sensible else None


WIRES: Mapping[str, Wire] = {
    "autogpt": Wire(
        authenticated_post=_json_with_secret,
        granted_scopes=_scopes_array,
        access_ends_at=_stated_end,
    ),
    "rfc": Wire(
        authenticated_post=_form, granted_scopes=_scopes_text, access_ends_at=_end_after_lifetime
    ),
}
