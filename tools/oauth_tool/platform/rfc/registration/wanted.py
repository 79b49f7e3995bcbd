"""What a client asks for when it registers or changes its registration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Client metadata that has been checked (RFC 7591 2).

    Attributes:
        name: What the consent page calls the client.
        redirect_uris: Where answers may go.
        grant_types: The grants that it may use.
        scopes: What it may ask for.
        authentication: The method by which it says who it is.
        is_native: Whether it runs on the user's device.
        logo_url: Where its logo is, or None.
        more: What else it says of itself.
    """

    name: str
    redirect_uris: tuple[str, ...]
    grant_types: tuple[str, ...]
    scopes: tuple[str, ...]
    authentication: str
    is_native: bool
    logo_url: str | None
    more: Document

    @property
    def is_public(self) -> bool:
        """Whether it cannot keep a secret (RFC 6749 2.1)."""
        return self.authentication == "none"

    @property
    def has_secret(self) -> bool:
        """Whether it is told a secret; a client with a key of its own needs none."""
        return self.authentication.startswith("client_secret_")

    @property
    def kept(self) -> Document:
        """What is kept beside the client itself."""
        return {
            "token_endpoint_auth_method": self.authentication,
            "application_type": "native" if self.is_native else "web",
            **self.more,
        }
