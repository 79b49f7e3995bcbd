"""Redeem an authorization code, once (RFC 6749 4.1.3, RFC 7636 4.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.pkce import proves
from oauth_tool.oauth.protocol_errors import InvalidGrant
from oauth_tool.oauth.tokens import AuthorizationCode
from oauth_tool.platform.issuing import Grantee, IssuedTokens, new_tokens
from oauth_tool.platform.platform import Platform

PARAMETERS = ("code", "redirect_uri", "code_verifier")


async def issue(platform: Platform, client: Client, parameters: Mapping[str, str]) -> IssuedTokens:
    """Return tokens for a code. A failed attempt leaves the code as it was.

    Raises:
        InvalidGrant: The first thing that is wrong with the code. If it was used before, every
            token that came from it is revoked (RFC 6749 4.1.2).
    """
    now = platform.clock()
    code = await _code(platform, client, parameters["code"], now)
    _check_binding(code, parameters, now)
    grantee = Grantee(client=client, user_id=code.user_id, scopes=code.scopes, family_id=code.id)
    tokens = new_tokens(platform, grantee, now)
    if not await platform.store.redeem_code(code, tokens.stored, now):
        await _refuse_replay(platform, code, now)
    return tokens


async def _code(platform: Platform, client: Client, value: str, now: datetime) -> AuthorizationCode:
    code = await platform.store.code(value)
    if code is None:
        raise InvalidGrant("authorization code not found")
    if code.client_row != client.id:
        raise InvalidGrant("authorization code does not belong to this application")
    if code.used_at is not None:
        await _refuse_replay(platform, code, now)
    return code


def _check_binding(code: AuthorizationCode, parameters: Mapping[str, str], now: datetime) -> None:
    if now >= code.expires_at:
        raise InvalidGrant("authorization code expired")
    if parameters["redirect_uri"] != code.redirect_uri:
        raise InvalidGrant("redirect_uri mismatch")
    if not parameters["code_verifier"]:
        raise InvalidGrant("code_verifier required but not provided")
    if not proves(parameters["code_verifier"], code.code_challenge or ""):
        raise InvalidGrant("PKCE verification failed")


async def _refuse_replay(platform: Platform, code: AuthorizationCode, now: datetime) -> NoReturn:
    await platform.store.revoke_family(code.id, now)
    used = await platform.store.code(code.code)
    moment = used.used_at if used else now
    raise InvalidGrant(f"authorization code already used at {_spelled(moment or now)}")


def _spelled(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="microseconds")
