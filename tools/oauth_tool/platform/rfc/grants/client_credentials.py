"""A client acts for itself (OAuth 2.1 4.2): no user, hence no refresh token."""

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidScope, UnauthorizedClient
from oauth_tool.oauth.terms import Terms
from oauth_tool.platform.rfc.award import Award
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.issuing import Issued, new_tokens
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.requested_scopes import ABOUT_USERS, require_allowed, scopes_in
from oauth_tool.platform.rfc.resource_indicators import resources_in
from oauth_tool.storage.terms import add_tokens


async def issue(issuer: Issuer, client: Client, message: Message) -> Issued:
    """Return an access token for the client itself.

    Raises:
        UnauthorizedClient: It is a public client (OAuth 2.1 4.2).
        InvalidScope: It asks for what it may not have, or for what is about a user.
    """
    if client.is_public:
        raise UnauthorizedClient("a public client cannot act for itself")
    scopes = scopes_in(message.parameters.one("scope"))
    require_allowed(issuer, client, scopes)
    personal = ABOUT_USERS.intersection(scopes)
    if personal:
        raise InvalidScope(f"without a user there is no scope {', '.join(sorted(personal))}")
    award = Award(
        client=client,
        user_id=client.owner_id,
        scopes=scopes,
        family_id=None,
        terms=Terms(
            issuer=issuer.name,
            subject=client.client_id,
            audience=resources_in(message.parameters),
            key=message.key,
        ),
    )
    tokens = await new_tokens(issuer, award, issuer.platform.clock())
    await add_tokens(issuer.platform.store, tokens.stored)
    return tokens
