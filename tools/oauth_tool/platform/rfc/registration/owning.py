"""Whose the clients are that nobody in particular has registered."""

from oauth_tool.oauth.protocol_errors import UnauthorizedClient
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.rfc.issuer import Issuer


async def owner_of_registrations(issuer: Issuer) -> str:
    """Return the identifier of the demo user, or of the newest one where there is none.

    Raises:
        UnauthorizedClient: The platform has no users.
    """
    store = issuer.platform.store
    if await store.user(DEMO_USER_ID):
        return DEMO_USER_ID
    for user in await store.users():
        return user.id
    raise UnauthorizedClient("the platform has no user yet who could own the client")
