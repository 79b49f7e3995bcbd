"""Make tokens: the texts go to the client once, digests of them into the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.identifiers import new_timed_row_id
from oauth_tool.oauth.terms import TermedTokens
from oauth_tool.oauth.tokens import Token, digest_of, new_token
from oauth_tool.platform.rfc.access_tokens import FORMATS
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.id_token import id_token_for
from oauth_tool.platform.rfc.issuer import Issuer


@dataclass(frozen=True, kw_only=True, slots=True)
class Issued:
    """What a successful token request gives, what is stored of it, and what else is said."""

    access_token: Secret
    refresh_token: Secret | None
    id_token: Secret | None
    stored: TermedTokens
    more: Mapping[str, str] = field(default_factory=dict)


async def new_tokens(issuer: Issuer, award: Award, now: datetime) -> Issued:
    """Make tokens. They count once ``stored`` is in the store."""
    rules, lifetimes = issuer.platform.profile.credentials, issuer.platform.profile.lifetimes
    life = min(lifetimes.access_token, (award.ends_by or datetime.max.replace(tzinfo=UTC)) - now)
    access = _row(issuer, award, award.scopes, now, life)
    access_token = Secret(await FORMATS[rules.access_token_format](issuer, award, access))
    refresh_token = _refresh_token(issuer, award)
    refresh = _row(issuer, award, award.renewable or (), now, lifetimes.refresh_token)
    return Issued(
        access_token=access_token,
        refresh_token=refresh_token,
        id_token=await id_token_for(issuer, award, access_token, access),
        stored=TermedTokens(
            access=_digested(access, access_token),
            access_terms=award.terms,
            refresh=_digested(refresh, refresh_token) if refresh_token else None,
            refresh_terms=award.renewable_terms or award.terms,
        ),
    )


def _refresh_token(issuer: Issuer, award: Award) -> Secret | None:
    if award.renewable is None:
        return None
    prefix = issuer.platform.profile.credentials.refresh_token_prefix
    return Secret(new_token(prefix, issuer.platform.random))


def _row(
    issuer: Issuer, award: Award, scopes: tuple[str, ...], now: datetime, lifetime: timedelta
) -> Token:
    return Token(
        id=new_timed_row_id(issuer.platform.random, now),
        digest="",
        created_at=now,
        expires_at=now + lifetime,
        client_row=award.client.id,
        user_id=award.user_id,
        scopes=scopes,
        family_id=award.family_id,
    )


def _digested(row: Token, token: Secret) -> Token:
    return replace(row, digest=digest_of(token.reveal()))
