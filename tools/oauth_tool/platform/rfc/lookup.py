"""Find a token by its text, of whichever kind it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.terms import Terms
from oauth_tool.oauth.tokens import Token, digest_of
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.storage.terms import terms_of


class Kind(Enum):
    """The two kinds of tokens."""

    ACCESS = auto()
    REFRESH = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A token of this issuer, live or not.

    Attributes:
        token: What is stored of it.
        terms: The terms that it was issued under.
        kind: Which of the two kinds it is.
        client: Whom it was issued to.
    """

    token: Token
    terms: Terms
    kind: Kind
    client: Client


async def found_token(
    issuer: Issuer, text: str, kinds: Sequence[Kind] = tuple(Kind)
) -> Found | None:
    """Return the issuer's token with this text, or None."""
    store, digest = issuer.platform.store, digest_of(text)
    finders = {Kind.ACCESS: store.access_token, Kind.REFRESH: store.refresh_token}
    for kind in kinds:
        token = await finders[kind](digest)
        if token is not None:
            return await _found(issuer, token, kind)
    return None


async def live_token(
    issuer: Issuer, text: str, kinds: Sequence[Kind] = tuple(Kind)
) -> Found | None:
    """Return the issuer's token with this text if it is good for something, or None."""
    found = await found_token(issuer, text, kinds)
    if found is None or not found.token.is_live(issuer.platform.clock()):
        return None
    return found if found.client.is_active else None


async def _found(issuer: Issuer, token: Token, kind: Kind) -> Found | None:
    store = issuer.platform.store
    terms = await terms_of(store, token.id)
    client = await store.client_at(token.client_row)
    if terms is None or client is None or terms.issuer != issuer.name:
        return None
    return Found(token=token, terms=terms, kind=kind, client=client)
