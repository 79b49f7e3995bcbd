"""What users have agreed to: an app that may show no page gets that much, and no more."""

from oauth_tool.oauth.scopes import each_once, not_among
from oauth_tool.platform.rfc.authorization.asking import Asked
from oauth_tool.storage.tickets import Ticket, add_ticket, move_ticket, ticket_named

KIND = "consent"


async def has_agreed(asked: Asked, user_id: str) -> bool:
    """Say whether a user has agreed to all that is asked for, not too long ago."""
    kept = await _kept(asked, user_id)
    if kept is None or asked.issuer.platform.clock() >= kept.expires_at:
        return False
    return not not_among(asked.scopes, kept.content["scopes"])


async def remember(asked: Asked, user_id: str) -> None:
    """Keep that a user has agreed to what is asked for, as long as a refresh token would live."""
    platform = asked.issuer.platform
    kept = await _kept(asked, user_id)
    before = kept.content["scopes"] if kept else []
    content = {"scopes": each_once([*before, *asked.scopes])}
    if kept:
        await move_ticket(platform.store, kept, kept.state, content)
        return
    end = platform.clock() + platform.profile.lifetimes.refresh_token
    name = _name(asked, user_id)
    await add_ticket(platform.store, Ticket(kind=KIND, name=name, expires_at=end, content=content))


async def _kept(asked: Asked, user_id: str) -> Ticket | None:
    return await ticket_named(asked.issuer.platform.store, KIND, _name(asked, user_id))


def _name(asked: Asked, user_id: str) -> str:
    return f"{asked.issuer.name}:{asked.client.id}:{user_id}"
