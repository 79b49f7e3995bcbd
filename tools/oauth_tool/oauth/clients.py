"""A registered OAuth client (RFC 6749 2), as the platform keeps it."""

from dataclasses import dataclass
from datetime import datetime

from oauth_tool.oauth.credentials import SecretHash
from oauth_tool.oauth.redirect_uris import same_but_for_loopback_port


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """One registered client.

    Attributes:
        id: The row's own identifier, a UUID; never part of the protocol.
        created_at: Aware, UTC, whole milliseconds; so is ``updated_at``.
        updated_at: When the registration was last changed.
        name: What the consent page calls it.
        description: What the consent page says of it, or None.
        client_id: The public identifier (RFC 6749 2.2).
        secret_hash: What is kept of the client secret; None for a public client.
        redirect_uris: Where an authorization response may go, compared character by character.
        grant_types: The grants it may use.
        scopes: The scopes that it may ask for.
        owner_id: The user that it belongs to.
        is_active: Whether the platform serves it.
        logo_url: Where its logo is, or None.
    """

    id: str
    created_at: datetime
    updated_at: datetime
    name: str
    description: str | None
    client_id: str
    secret_hash: SecretHash | None
    redirect_uris: tuple[str, ...]
    grant_types: tuple[str, ...]
    scopes: tuple[str, ...]
    owner_id: str
    is_active: bool = True
    logo_url: str | None = None

    @property
    def is_public(self) -> bool:
        """Whether it cannot keep a secret (RFC 6749 2.1)."""
        return self.secret_hash is None

    def allows_redirect_to(self, uri: str, *, any_loopback_port: bool = False) -> bool:
        """Say whether this very URI is registered (RFC 9700 2.1: exact string comparison).

        Args:
            uri: The URI of a request.
            any_loopback_port: Whether the port may differ on a loopback address (RFC 8252 7.3).
        """
        if uri in self.redirect_uris:
            return True
        return any_loopback_port and any(
            same_but_for_loopback_port(registered, uri) for registered in self.redirect_uris
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class FormerSecret:
    """A secret that was replaced, and still works for a while.

    Attributes:
        id: The row's own identifier.
        client_row: The ``id`` of the client that it belongs to.
        secret_hash: What is kept of it.
        created_at: When it was replaced.
        expires_at: From then on it is worth nothing.
        last_used_at: When a client last used it after that, or None.
    """

    id: str
    client_row: str
    secret_hash: SecretHash
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None
