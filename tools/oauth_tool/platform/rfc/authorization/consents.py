"""What users have agreed to: an app that may show no page gets that much, and no more."""

from oauth_tool.oauth.scopes import each_once, not_among
from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.storage.tickets import Ticket, add_ticket, drop_ticket, ticket_named

KIND = "consent"


async def has_agreed(asked: Asked, user_id: str) -> bool:
    """Say whether a user has agreed to all that is asked for, not too long ago."""
    kept = await _kept(asked, user_id)
    return kept is not None and not not_among(asked.scopes, kept.content["scopes"])


async def remember(asked: Asked, user_id: str) -> None:
    """Keep that a user has agreed to what is asked for, as long as a refresh token would live.

    Where all of it is kept already, nothing changes.
    """
    platform = asked.issuer.platform
    kept = await _kept(asked, user_id)
    before = kept.content["scopes"] if kept else []
    if kept and not not_among(asked.scopes, before):
        return
    new = Ticket(
        kind=KIND,
        name=_name(asked, user_id),
        expires_at=platform.clock() + platform.profile.lifetimes.refresh_token,
        content={"scopes": each_once([*before, *asked.scopes])},
    )
    await drop_ticket(platform.store, new)
    await add_ticket(platform.store, new)


async def _kept(asked: Asked, user_id: str) -> Ticket | None:
    platform = asked.issuer.platform
    kept = await ticket_named(platform.store, KIND, _name(asked, user_id))
    return kept if kept and platform.clock() < kept.expires_at else None


def _name(asked: Asked, user_id: str) -> str:
    return f"{asked.issuer.name}:{asked.client.id}:{user_id}"
