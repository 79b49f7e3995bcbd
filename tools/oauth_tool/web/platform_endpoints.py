"""AutoGPT's endpoints for apps: token, introspection, revocation."""

from collections.abc import Mapping
from datetime import datetime

from aiohttp import web

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform import introspection, revocation
from oauth_tool.platform.issuing import IssuedTokens
from oauth_tool.platform.lookup import TOKEN_TYPES, FoundToken, TokenQuestion
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.token import GRANTS, issue_tokens
from oauth_tool.web.platform_bodies import Body, one_of, optional_one_of, read_object, texts

PLATFORM = web.AppKey("PLATFORM", Platform)
CREDENTIALS = ("client_id", "client_secret")


async def token(request: web.Request) -> web.Response:
    """Issue tokens for a code or a refresh token."""
    body = await read_object(request)
    grant_type = one_of(body, "grant_type", GRANTS)
    parameters = texts(body, (*CREDENTIALS, *GRANTS[grant_type].parameters))
    issued = await issue_tokens(request.app[PLATFORM], grant_type, parameters)
    return web.json_response(_token_answer(issued))


async def introspect(request: web.Request) -> web.Response:
    """Say whether a token of the client is alive."""
    body = await read_object(request)
    live = await introspection.introspect(request.app[PLATFORM], _question(body))
    return web.json_response(_introspection_answer(live))


async def revoke(request: web.Request) -> web.Response:
    """Revoke a token of the client."""
    body = await read_object(request)
    await revocation.revoke(request.app[PLATFORM], _question(body))
    return web.json_response({"status": "ok"})


ENDPOINTS = [
    web.post("/token", token),
    web.post("/introspect", introspect),
    web.post("/revoke", revoke),
]


def _question(body: Body) -> TokenQuestion:
    given = texts(body, ("token", *CREDENTIALS))
    return TokenQuestion(
        client_id=given["client_id"],
        secret=Secret(given["client_secret"]),
        token=Secret(given["token"]),
        hint=optional_one_of(body, "token_type_hint", TOKEN_TYPES),
    )


def _token_answer(issued: IssuedTokens) -> Mapping[str, object]:
    access, refresh = issued.stored.access, issued.stored.refresh
    return {
        "token_type": "Bearer",
        "access_token": issued.access_token.reveal(),
        "access_token_expires_at": spelled(access.expires_at),
        "refresh_token": issued.refresh_token.reveal(),
        "refresh_token_expires_at": spelled(refresh.expires_at),
        "scopes": issued.scopes,
    }


def _introspection_answer(live: FoundToken | None) -> Mapping[str, object]:
    names = ("scopes", "client_id", "user_id", "exp", "token_type")
    if live is None:
        return {"active": False, **dict.fromkeys(names)}
    token = live.token
    values = (
        token.scopes,
        live.client.client_id,
        token.user_id,
        int(token.expires_at.timestamp()),
        live.token_type,
    )
    return {"active": True, **dict(zip(names, values, strict=True))}


def spelled(moment: datetime) -> str:
    """Return a moment as the platform writes it in JSON."""
    return moment.isoformat().replace("+00:00", "Z")
