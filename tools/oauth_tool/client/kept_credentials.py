"""What is kept of a client that is registered with a server, and how it is written as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oauth_tool.client.client_registration import RegisteredClient
from oauth_tool.oauth.credentials import Secret


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """What is kept of a client that is registered with a server.

    Attributes:
        client_id: Its public identifier.
        client_secret: Its secret; None for a public client.
        client_secret_expires_at: Seconds since 1970; 0 for never, None if nobody said.
        registration_access_token: What RFC 7592 wants to see, if the server offers it.
        registration_client_uri: Where its requests go.
        registration_endpoint: Where the client was registered.
        issuer: The server's identifier, if that is how it was found.
    """

    client_id: str
    client_secret: Secret | None = field(default=None, repr=False)
    client_secret_expires_at: int | None = None
    registration_access_token: Secret | None = field(default=None, repr=False)
    registration_client_uri: str | None = None
    registration_endpoint: str
    issuer: str | None = None

    def renewed_by(self, client: RegisteredClient) -> "Credentials":
        """Return the credentials after an answer: what it does not say stays as it was."""
        return Credentials(
            client_id=self.client_id,
            client_secret=client.client_secret or self.client_secret,
            client_secret_expires_at=self.client_secret_expires_at
            if client.client_secret_expires_at is None
            else client.client_secret_expires_at,
            registration_access_token=client.registration_access_token
            or self.registration_access_token,
            registration_client_uri=client.registration_client_uri or self.registration_client_uri,
            registration_endpoint=self.registration_endpoint,
            issuer=self.issuer,
        )


class NotCredentials(ValueError):
    """A text that holds no credentials. It says why, and quotes nothing."""


def as_text(credentials: Credentials) -> str:
    """Return credentials as a JSON object, the secrets in it readable."""
    values = {name: getattr(credentials, name) for name in _MEMBERS}
    members = {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in values.items()
        if value is not None
    }
    return json.dumps(members, indent=2) + "\n"


def credentials_in(text: str) -> Credentials:
    """Return the credentials that a text holds.

    Raises:
        NotCredentials: It is not what ``as_text`` writes.
    """
    members = _object_in(text)
    for name, (kind, is_needed) in _MEMBERS.items():
        value = members.get(name)
        if value is None and is_needed:
            raise NotCredentials(f"{name} is missing")
        if value is not None and type(value) is not kind:
            raise NotCredentials(f"{name} is of the wrong kind")
    known: dict[str, Any] = {name: members.get(name) for name in _MEMBERS}
    secrets = {name: Secret(known[name]) if known[name] else None for name in _SECRETS}
    return Credentials(**known | secrets)


def _object_in(text: str) -> Mapping[str, Any]:
    if not text:
        raise NotCredentials("it is empty; the registration that made it was interrupted")
    try:
        members = json.loads(text)
    except (ValueError, RecursionError):
        # The cause is left out: it holds the text, and so the secrets in it.
        raise NotCredentials("it is not JSON") from None
    if not isinstance(members, dict):
        raise NotCredentials("it is not a JSON object")
    return members


_SECRETS = ("client_secret", "registration_access_token")
# Each member's kind, and whether there is nothing to be done without it.
_MEMBERS: Mapping[str, tuple[type, bool]] = {
    "client_id": (str, True),
    "client_secret": (str, False),
    "client_secret_expires_at": (int, False),
    "registration_access_token": (str, False),
    "registration_client_uri": (str, False),
    "registration_endpoint": (str, True),
    "issuer": (str, False),
}
