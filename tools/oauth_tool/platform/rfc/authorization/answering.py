"""Where the browser goes with the answer: always with ``state`` and ``iss`` (RFC 9207)."""

from datetime import datetime

from oauth_tool.oauth.identifiers import new_timed_row_id
from oauth_tool.oauth.protocol_errors import AccessDenied, ProtocolError
from oauth_tool.oauth.redirect_uris import with_parameters
from oauth_tool.oauth.terms import Terms
from oauth_tool.oauth.tokens import AuthorizationCode, digest_of, new_token
from oauth_tool.platform.rfc.authorization.asking import NOT_THERE, Asked, UntrustedRedirect
from oauth_tool.platform.rfc.resource_indicators import resources_in
from oauth_tool.storage.database import NoSuchReferenceError
from oauth_tool.storage.terms import add_code


async def approval(asked: Asked, user_id: str, signed_in_at: datetime) -> str:
    """Issue a code for the user who agreed, and return the URI that takes it to the client.

    Raises:
        UntrustedRedirect: The client has been deleted meanwhile.
    """
    platform, given = asked.issuer.platform, asked.parameters
    now = platform.clock()
    value = new_token("", platform.random)
    code = AuthorizationCode(
        id=new_timed_row_id(platform.random, now),
        code=digest_of(value),
        created_at=now,
        expires_at=now + platform.profile.lifetimes.code,
        client_row=asked.client.id,
        user_id=user_id,
        scopes=asked.scopes,
        redirect_uri=asked.redirect_uri,
        code_challenge=given.one("code_challenge"),
        code_challenge_method=given.one("code_challenge_method"),
    )
    terms = Terms(
        issuer=asked.issuer.name,
        subject=user_id,
        audience=resources_in(given),
        nonce=given.one("nonce") or None,
        signed_in_at=int(signed_in_at.timestamp()),
        key=given.one("dpop_jkt") or None,
    )
    try:
        await add_code(platform.store, code, terms)
    except NoSuchReferenceError as error:
        raise UntrustedRedirect(NOT_THERE) from error
    return _answer(asked, ("code", value))


def refusal(asked: Asked, error: ProtocolError) -> str:
    """Return the URI that takes an error to the client (RFC 6749 4.1.2.1)."""
    return _answer(asked, ("error", error.error), ("error_description", error.description))


def denial(asked: Asked) -> str:
    """Return the URI that tells the client that the user said no."""
    return refusal(asked, AccessDenied("the user said no"))


def _answer(asked: Asked, *parameters: tuple[str, str]) -> str:
    state = asked.parameters.one("state")
    echoed = [("state", state)] if state else []
    return with_parameters(asked.redirect_uri, [*parameters, *echoed, ("iss", asked.issuer.url)])
