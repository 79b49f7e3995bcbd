"""The revocation endpoint (RFC 7009): a client gives up a token of its own."""

from oauth_tool.oauth.protocol_errors import InvalidGrant
from oauth_tool.platform.rfc.authentication.methods import calling_client
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.lookup import Found, Kind, found_token
from oauth_tool.platform.rfc.message import Message


async def revoke(issuer: Issuer, message: Message) -> None:
    """Revoke a token; with a refresh token, all of its family (RFC 7009 2.1).

    An unknown, expired or revoked one changes nothing and is no error.

    Raises:
        InvalidGrant: It is another client's.
        ProtocolError: The first thing that is wrong with the request.
    """
    message.parameters.require_each_once()
    client = await calling_client(issuer, message)
    found = await found_token(issuer, message.parameters.required("token"))
    if found is None:
        return
    if found.client.id != client.id:
        raise InvalidGrant("the token was issued to another client")
    await _revoke(issuer, found)


async def _revoke(issuer: Issuer, found: Found) -> None:
    store, token, now = issuer.platform.store, found.token, issuer.platform.clock()
    if found.kind is Kind.ACCESS:
        await store.revoke_access_token(token.digest, token.client_row, now)
        return
    await store.revoke_refresh_token(token.digest, token.client_row, now)
    if token.family_id is not None:
        await store.revoke_family(token.family_id, now)
