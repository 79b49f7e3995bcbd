"""Make tokens: the texts go to the client once, digests of them into the store."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.terms import TermedTokens, Terms
from oauth_tool.oauth.tokens import Token, digest_of, new_token
from oauth_tool.platform.identifiers import new_row_id
from oauth_tool.platform.rfc.issuer import Issuer


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """For whom tokens are made, and under which terms.

    Attributes:
        client: Who gets them.
        user_id: Whose account they belong to; the owner's, if the client acts for itself.
        scopes: What the access token allows.
        family_id: The grant that they descend from, or None.
        terms: Those of the access token.
        renewable: What a refresh token allows, if there is to be one.
        renewable_terms: Those of the refresh token; None for the same.
    """

    client: Client
    user_id: str
    scopes: tuple[str, ...]
    family_id: str | None
    terms: Terms
    renewable: tuple[str, ...] | None = None
    renewable_terms: Terms | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """What a successful token request gives, and what is stored of it."""

    access_token: Secret
    refresh_token: Secret | None
    stored: TermedTokens


async def new_tokens(issuer: Issuer, award: Award, now: datetime) -> Issued:
    """Make tokens. They count once ``stored`` is in the store."""
    platform = issuer.platform
    rules, lifetimes = platform.profile.credentials, platform.profile.lifetimes
    access = new_token(rules.access_token_prefix, platform.random)
    stored = TermedTokens(
        access=_stored(issuer, award, access, now, lifetimes.access_token),
        access_terms=award.terms,
    )
    if award.renewable is None:
        return Issued(access_token=Secret(access), refresh_token=None, stored=stored)
    refresh = new_token(rules.refresh_token_prefix, platform.random)
    kept = _stored(issuer, award, refresh, now, lifetimes.refresh_token)
    return Issued(
        access_token=Secret(access),
        refresh_token=Secret(refresh),
        stored=replace(
            stored,
            refresh=replace(kept, scopes=award.renewable),
            refresh_terms=award.renewable_terms or award.terms,
        ),
    )


def _stored(issuer: Issuer, award: Award, token: str, now: datetime, lifetime: timedelta) -> Token:
    return Token(
        id=new_row_id(issuer.platform.random),
        digest=digest_of(token),
        created_at=now,
        expires_at=now + lifetime,
        client_row=award.client.id,
        user_id=award.user_id,
        scopes=award.scopes,
        family_id=award.family_id,
    )
