"""AutoGPT's endpoints behind its consent page, which calls them in a user's name."""

from collections.abc import Mapping

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidRequest, ProtocolError, ServerError
from oauth_tool.oauth.scopes import each_once
from oauth_tool.platform import authorization
from oauth_tool.platform.authorization import AuthorizationRequest
from oauth_tool.platform.owned_apps import NotOwned
from oauth_tool.web.json_answers import json_answer
from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Operation, Taken
from oauth_tool.web.platform_acting_user import SECURITY, user_of
from oauth_tool.web.platform_bodies import read_json
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_schemas import BODY_MISTAKES, details
from oauth_tool.web.platform_shapes import A_TEXT, MAYBE_A_TEXT, SOME_TEXTS, Shape, choice

AUTHORIZATION = Shape(
    fields={
        "client_id": A_TEXT,
        "redirect_uri": A_TEXT,
        "scopes": SOME_TEXTS,
        "state": A_TEXT,
        "response_type": MAYBE_A_TEXT,
        "code_challenge": A_TEXT,
        "code_challenge_method": choice(("S256", "plain")),
    }
)
DENIAL = Shape(fields={"client_id": A_TEXT, "redirect_uri": A_TEXT, "state": A_TEXT})


async def app_info(request: web.Request) -> web.Response:
    """Say what the consent page shows of an app."""
    user_of(request)
    client = await _named_client(request)
    uri = request.query.get("redirect_uri")
    if uri is not None and not request.app[PLATFORM].allows_redirect(client, uri):
        raise InvalidRequest("redirect_uri is not registered for this application")
    return web.json_response(
        {
            "name": client.name,
            "description": client.description,
            "logo_url": client.logo_url,
            "scopes": client.scopes,
        }
    )


async def authorize(request: web.Request) -> web.Response:
    """Issue a code for the user, or say by a redirect why not."""
    user_id = user_of(request)
    asked = _asked(AUTHORIZATION.fields_of(await read_json(request)))
    platform = request.app[PLATFORM]
    client = await authorization.client_of(platform, asked)
    try:
        authorization.check(platform, client, asked)
        if await platform.store.user(user_id) is None:
            raise ServerError("An unexpected error occurred")
    except ProtocolError as error:
        return _redirect(authorization.refusal(asked, error))
    return _redirect(await authorization.approve(platform, client, asked, user_id))


async def deny(request: web.Request) -> web.Response:
    """Say where the user goes who refuses."""
    user_of(request)
    given = DENIAL.fields_of(await read_json(request))
    asked = AuthorizationRequest(**given, scopes=(), code_challenge="")
    await authorization.client_of(request.app[PLATFORM], asked)
    return _redirect(authorization.denial(asked))


CONSENT_ENDPOINTS = (
    Operation(
        method="GET",
        path="/app/{client_id}",
        handler=app_info,
        query={"redirect_uri": {"type": "string"}},
        answers={200: referred("AppInfo"), **details(400, 401, 404)},
        security=SECURITY,
        tag="consent",
    ),
    Operation(
        method="POST",
        path="/authorize",
        handler=authorize,
        body=Taken(schema=AUTHORIZATION.schema()),
        answers={200: referred("Redirect"), **details(400, 401), **BODY_MISTAKES},
        security=SECURITY,
        tag="consent",
    ),
    Operation(
        method="POST",
        path="/authorize/deny",
        handler=deny,
        body=Taken(schema=DENIAL.schema()),
        answers={200: referred("Redirect"), **details(400, 401), **BODY_MISTAKES},
        security=SECURITY,
        tag="consent",
    ),
)


async def _named_client(request: web.Request) -> Client:
    client_id = request.match_info["client_id"]
    known = client_id.isprintable()
    client = await request.app[PLATFORM].store.client(client_id) if known else None
    if client is None or not client.is_active:
        raise NotOwned("Application not found")
    return client


def _asked(given: Mapping[str, str]) -> AuthorizationRequest:
    return AuthorizationRequest(
        client_id=given["client_id"],
        redirect_uri=given["redirect_uri"],
        scopes=each_once(given["scopes"]),
        state=given["state"],
        code_challenge=given["code_challenge"],
        code_challenge_method=given.get("code_challenge_method", "S256"),
        response_type=given.get("response_type", "code"),
    )


def _redirect(location: str) -> web.Response:
    return json_answer({"redirect_url": location})
