"""What is asked of the person who registers an app."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One app as somebody describes it. Nothing in it is checked yet.

    Attributes:
        name: What the consent page calls it.
        redirect_uris: Where answers may go.
        scopes: What it may ask for.
        owner_id: The user that it belongs to.
        description: What the consent page says of it.
        grant_types: The grants that it may use; none means the profile's default.
        client_id: Its public identifier; None has one made.
        is_public: Whether it cannot keep a secret (RFC 6749 2.1).
        is_native: Whether it runs on the user's device (RFC 8252).
        logo_url: Where its logo is.
    """

    name: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    owner_id: str
    description: str | None = None
    grant_types: tuple[str, ...] = ()
    client_id: str | None = None
    is_public: bool = False
    is_native: bool = False
    logo_url: str | None = None
