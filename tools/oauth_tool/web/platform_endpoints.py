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
from oauth_tool.web.json_answers import json_answer
from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Operation, Taken
from oauth_tool.web.platform_bodies import Body, one_of, read_json
from oauth_tool.web.platform_schemas import BODY_MISTAKES, a_constant, details
from oauth_tool.web.platform_shapes import A_TEXT, Field, Shape, choice_or_none

PLATFORM = web.AppKey("PLATFORM", Platform)
CREDENTIALS: Mapping[str, Field] = {"client_id": A_TEXT, "client_secret": A_TEXT}
TOKEN_REQUESTS: Mapping[str, Shape] = {
    name: Shape(fields={**CREDENTIALS, **dict.fromkeys(grant.parameters, A_TEXT)})
    for name, grant in GRANTS.items()
}
QUESTION = Shape(
    fields={"token": A_TEXT, **CREDENTIALS, "token_type_hint": choice_or_none(TOKEN_TYPES)}
)

ABOUT_A_TOKEN = ("scopes", "client_id", "user_id", "exp", "token_type")
NOT_ACTIVE: Mapping[str, object] = {"active": False, **dict.fromkeys(ABOUT_A_TOKEN)}


async def token(request: web.Request) -> web.Response:
    """Issue tokens for a code or a refresh token."""
    body = await read_json(request)
    grant_type = one_of(body, "grant_type", GRANTS)
    parameters = TOKEN_REQUESTS[grant_type].fields_of(body)
    issued = await issue_tokens(request.app[PLATFORM], grant_type, parameters)
    return json_answer(_token_answer(issued))


async def introspect(request: web.Request) -> web.Response:
    """Say whether a token of the client is alive."""
    body = await read_json(request)
    live = await introspection.introspect(request.app[PLATFORM], _question(body))
    return json_answer(_introspection_answer(live))


async def revoke(request: web.Request) -> web.Response:
    """Revoke a token of the client."""
    body = await read_json(request)
    await revocation.revoke(request.app[PLATFORM], _question(body))
    return json_answer({"status": "ok"})


def _token_request(grant_type: str) -> Mapping[str, object]:
    schema = TOKEN_REQUESTS[grant_type].schema()
    return {
        **schema,
        "properties": {"grant_type": a_constant(grant_type), **schema["properties"]},
        "required": ["grant_type", *schema["required"]],
    }


ENDPOINTS = (
    Operation(
        method="POST",
        path="/token",
        handler=token,
        body=Taken(schema={"oneOf": [_token_request(name) for name in TOKEN_REQUESTS]}),
        answers={200: referred("Tokens"), **details(400, 401), **BODY_MISTAKES},
        tag="tokens",
    ),
    Operation(
        method="POST",
        path="/introspect",
        handler=introspect,
        body=Taken(schema=QUESTION.schema()),
        answers={200: referred("Introspection"), **details(401), **BODY_MISTAKES},
        tag="tokens",
    ),
    Operation(
        method="POST",
        path="/revoke",
        handler=revoke,
        body=Taken(schema=QUESTION.schema()),
        answers={200: referred("Revocation"), **details(401), **BODY_MISTAKES},
        tag="tokens",
    ),
)


def _question(body: Body) -> TokenQuestion:
    given = QUESTION.fields_of(body)
    return TokenQuestion(
        client_id=given["client_id"],
        secret=Secret(given["client_secret"]),
        token=Secret(given["token"]),
        hint=given.get("token_type_hint"),
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
    if live is None:
        return NOT_ACTIVE
    token = live.token
    return {
        "active": True,
        "scopes": token.scopes,
        "client_id": live.client.client_id,
        "user_id": token.user_id,
        "exp": int(token.expires_at.timestamp()),
        "token_type": live.token_type,
    }


def spelled(moment: datetime) -> str:
    """Return a moment as the platform writes it in JSON."""
    return moment.isoformat().replace("+00:00", "Z")
