"""The endpoint for requests that are pushed (RFC 9126 2): checked now, answered later."""

from collections.abc import Mapping

from oauth_tool.oauth.parameters import Parameters
from oauth_tool.oauth.protocol_errors import InvalidDpopProof, InvalidRequest
from oauth_tool.oauth.tokens import new_token
from oauth_tool.platform.rfc.authentication.methods import calling_client
from oauth_tool.platform.rfc.authorization.asking import trusted
from oauth_tool.platform.rfc.authorization.pushed import KIND, LIFETIME, URN
from oauth_tool.platform.rfc.authorization.rules.table import broken_rule
from oauth_tool.platform.rfc.dpop.proof import proven_key
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.storage.tickets import Ticket, add_ticket

# What says who the client is; it is not kept.
_AUTHENTICATION = frozenset({"client_secret", "client_assertion", "client_assertion_type"})


async def push(issuer: Issuer, message: Message) -> Mapping[str, object]:
    """Keep an authorization request, and return the URI that names it.

    Raises:
        ProtocolError: The first thing that is wrong with the request.
    """
    message.parameters.require_each_once()
    if message.parameters.one("request_uri"):
        raise InvalidRequest("a pushed request cannot name another one by request_uri")
    client = await calling_client(issuer, message)
    kept = _authorization_request(message.parameters, client.client_id)
    kept = await _bound(issuer, message, kept)
    broken = broken_rule(await trusted(issuer, kept))
    if broken:
        raise broken
    platform = issuer.platform
    ticket = Ticket(
        kind=KIND,
        name=new_token("", platform.random),
        expires_at=platform.clock() + LIFETIME,
        content={"issuer": issuer.name, "pairs": kept.pairs},
    )
    await add_ticket(platform.store, ticket)
    return {"request_uri": f"{URN}{ticket.name}", "expires_in": int(LIFETIME.total_seconds())}


async def _bound(issuer: Issuer, message: Message, kept: Parameters) -> Parameters:
    """Return the request bound to the key that its sender proves, if it does (RFC 9449 10.1)."""
    key = await proven_key(issuer, message)
    if key is None or kept.one("dpop_jkt") == key:
        return kept
    if kept.one("dpop_jkt"):
        raise InvalidDpopProof("dpop_jkt names another key than the one of the proof")
    return Parameters(pairs=(*kept.pairs, ("dpop_jkt", key)))


def _authorization_request(given: Parameters, client_id: str) -> Parameters:
    left_out = _AUTHENTICATION | {"client_id"}
    rest = [(name, value) for name, value in given.pairs if name not in left_out]
    return Parameters(pairs=(("client_id", client_id), *rest))
