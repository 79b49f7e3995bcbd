"""``private_key_jwt``: a token that the client has signed (RFC 7523 2.2 and 3, OIDC Core 9)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidClient, InvalidRequest
from oauth_tool.platform.rfc.authentication.method import Method
from oauth_tool.platform.rfc.authentication.secrets import REFUSED
from oauth_tool.platform.rfc.clients import active_client
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.jose import Claims, UnreadableToken, unverified, verified
from oauth_tool.platform.rfc.message import Message
from oauth_tool.storage.client_metadata import metadata_of
from oauth_tool.storage.tickets import Ticket, add_ticket

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# A token that is good for longer would have to be remembered for longer.
LONGEST_LIFE = timedelta(hours=1)
# Clocks differ.
LEEWAY = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Assertion:
    """A token whose signature is the client's, the client, and where and when it is presented."""

    issuer: Issuer
    message: Message
    client: Client
    claims: Claims
    now: datetime


def _is_used(message: Message) -> bool:
    given = message.parameters
    return bool(given.one("client_assertion") or given.one("client_assertion_type"))


async def _client(issuer: Issuer, message: Message) -> Client:
    if message.parameters.required("client_assertion_type") != TYPE:
        raise InvalidRequest("client_assertion_type is not known here")
    assertion = await _signed_assertion(issuer, message)
    for check in CHECKS:
        check(assertion)
    await _require_unused(assertion)
    return assertion.client


async def _signed_assertion(issuer: Issuer, message: Message) -> Assertion:
    token = message.parameters.required("client_assertion")
    try:
        _, claims = unverified(token)
        client = await active_client(issuer, str(claims.get("sub", "")))
        keys = await _keys_of(issuer, client) if client else []
        claims = verified(token, keys)
    except UnreadableToken as error:
        raise InvalidClient(REFUSED) from error
    if client is None:
        raise InvalidClient(REFUSED)
    now = issuer.platform.clock()
    return Assertion(issuer=issuer, message=message, client=client, claims=claims, now=now)


async def _keys_of(issuer: Issuer, client: Client) -> list[dict[str, object]]:
    metadata = await metadata_of(issuer.platform.store, client)
    keys: list[dict[str, object]] = metadata.get("jwks", {}).get("keys", [])
    return keys


def _from_itself(assertion: Assertion) -> None:
    named = assertion.message.parameters.one("client_id") or assertion.client.client_id
    if assertion.claims.get("iss") != assertion.client.client_id:
        raise InvalidClient("iss and sub of the client_assertion must be the client_id")
    if named != assertion.client.client_id:
        raise InvalidRequest("client_assertion and client_id name different clients")


def _for_this_server(assertion: Assertion) -> None:
    issuer, audience = assertion.issuer, assertion.claims.get("aud")
    token = f"{issuer.url}{issuer.platform.profile.endpoints.token.path}"
    named = audience if isinstance(audience, list) else [audience]
    if {issuer.url, token, assertion.message.url}.isdisjoint(map(str, named)):
        raise InvalidClient("aud of the client_assertion must be the issuer")


def _for_now(assertion: Assertion) -> None:
    ends = _moment(assertion.claims.get("exp"))
    if ends is None or assertion.now >= ends + LEEWAY:
        raise InvalidClient("the client_assertion has expired, or does not say when it does")
    if ends - assertion.now > LONGEST_LIFE + LEEWAY:
        raise InvalidClient("the client_assertion is good for more than an hour")
    for name in ("nbf", "iat"):
        starts = _moment(assertion.claims.get(name, 0))
        if starts is None or starts > assertion.now + LEEWAY:
            raise InvalidClient(f"the client_assertion is not good yet: {name} is in the future")


def _with_identifier(assertion: Assertion) -> None:
    identifier = assertion.claims.get("jti")
    if not isinstance(identifier, str) or not identifier:
        raise InvalidClient("the client_assertion has no jti")


CHECKS: tuple[Callable[[Assertion], None], ...] = (
    _from_itself,
    _for_this_server,
    _for_now,
    _with_identifier,
)


async def _require_unused(assertion: Assertion) -> None:
    ends = _moment(assertion.claims["exp"]) or assertion.now
    used = Ticket(
        kind="client_assertion",
        name=f"{assertion.client.id}:{assertion.claims['jti']}",
        expires_at=ends + LEEWAY,
    )
    if not await add_ticket(assertion.issuer.platform.store, used):
        raise InvalidClient("the client_assertion was used before")


def _moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


PRIVATE_KEY_JWT = Method(is_used=_is_used, client=_client)
