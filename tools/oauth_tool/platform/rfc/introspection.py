"""The introspection endpoint (RFC 7662): is this token alive, and what does it allow?"""

from collections.abc import Mapping

from oauth_tool.oauth.clients import Client
from oauth_tool.platform.rfc.access_tokens import confirmation, token_type
from oauth_tool.platform.rfc.authentication.methods import proven_client
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.lookup import Found, Kind, live_token
from oauth_tool.platform.rfc.message import Message

Answer = Mapping[str, object]
# RFC 7662 2.2: nothing more is said of a token that is worth nothing.
INACTIVE: Answer = {"active": False}


async def introspect(issuer: Issuer, message: Message) -> Answer:
    """Return what is known of a token.

    A client that proves itself may ask about every access token, as resource servers must, and
    about its own refresh tokens.

    Raises:
        ProtocolError: The first thing that is wrong with the request.
    """
    message.parameters.require_each_once()
    client = await proven_client(issuer, message)
    found = await live_token(issuer, message.parameters.required("token"))
    return _answer(issuer, found) if found and _may_ask(client, found) else INACTIVE


def _may_ask(client: Client, found: Found) -> bool:
    return found.kind is Kind.ACCESS or found.client.id == client.id


def _answer(issuer: Issuer, found: Found) -> Answer:
    token, terms = found.token, found.terms
    answer = {
        "active": True,
        "scope": " ".join(token.scopes),
        "client_id": found.client.client_id,
        "token_type": token_type(terms) if found.kind is Kind.ACCESS else None,
        "exp": int(token.expires_at.timestamp()),
        "iat": int(token.created_at.timestamp()),
        "sub": terms.subject,
        "aud": terms.audience or None,
        "iss": issuer.url,
        "jti": token.id,
        "act": terms.actor,
        "cnf": confirmation(terms),
    }
    return {name: value for name, value in answer.items() if value is not None}
