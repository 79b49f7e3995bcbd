"""AutoGPT's endpoints that its own pages call in a user's name: consent, and the user's apps."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.protocol_errors import InvalidRequest, ProtocolError, ServerError
from oauth_tool.oauth.scopes import each_once
from oauth_tool.platform import authorization, owned_apps
from oauth_tool.platform.authorization import AuthorizationRequest
from oauth_tool.platform.logos import TYPES
from oauth_tool.platform.owned_apps import LONGEST_URL, WEB_ADDRESS, NotOwned
from oauth_tool.web.json_answers import json_answer
from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Operation, Taken
from oauth_tool.web.platform_bodies import read_json
from oauth_tool.web.platform_endpoints import PLATFORM, spelled
from oauth_tool.web.platform_logos import FIELD, keep_logo, uploaded_logo
from oauth_tool.web.platform_schemas import BODY_MISTAKES, a_list, details
from oauth_tool.web.platform_shapes import (
    A_FLAG,
    A_TEXT,
    A_TEXT_OR_NONE,
    SOME_TEXTS,
    Shape,
    choice,
)

USER = ({"UserToken": ()},)
AUTHORIZATION = Shape(
    fields={
        "client_id": A_TEXT,
        "redirect_uri": A_TEXT,
        "scopes": SOME_TEXTS,
        "state": A_TEXT,
        "response_type": A_TEXT_OR_NONE,
        "code_challenge": A_TEXT,
        "code_challenge_method": choice(("S256", "plain")),
    }
)
DENIAL = Shape(fields={"client_id": A_TEXT, "redirect_uri": A_TEXT, "state": A_TEXT})
STATUS = Shape(fields={"is_active": A_FLAG})
LOGO = Shape(
    fields={
        "logo_url": replace(
            A_TEXT_OR_NONE,
            schema={
                "type": "string",
                "nullable": True,
                "pattern": WEB_ADDRESS,
                "maxLength": LONGEST_URL,
            },
        )
    }
)
LOGO_FILE = {
    "type": "object",
    "properties": {FIELD: {"type": "string", "format": "binary"}},
    "required": [FIELD],
    "additionalProperties": False,
}


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


async def my_apps(request: web.Request) -> web.Response:
    """List the user's apps, newest first."""
    apps = await owned_apps.apps_of(request.app[PLATFORM], user_of(request))
    return web.json_response([_app(client) for client in apps])


async def set_status(request: web.Request) -> web.Response:
    """Enable or disable one of the user's apps."""
    user_id = user_of(request)
    given = STATUS.fields_of(await read_json(request))
    client = await owned_apps.set_active(
        request.app[PLATFORM], request.match_info["id"], user_id, is_active=given["is_active"]
    )
    return web.json_response(_app(client))


async def set_logo(request: web.Request) -> web.Response:
    """Show a logo from elsewhere for one of the user's apps, or none."""
    user_id = user_of(request)
    given = LOGO.fields_of(await read_json(request))
    client = await owned_apps.set_logo(
        request.app[PLATFORM], request.match_info["id"], user_id, given.get("logo_url")
    )
    return web.json_response(_app(client))


async def upload_logo(request: web.Request) -> web.Response:
    """Keep an uploaded logo for one of the user's apps."""
    user_id = user_of(request)
    platform = request.app[PLATFORM]
    client = await owned_apps.owned_app(platform, request.match_info["id"], user_id)
    if client is None:
        raise NotOwned("OAuth App not found")
    picture = await uploaded_logo(request)
    return web.json_response(_app(await keep_logo(request, client, picture)))


def user_of(request: web.Request) -> str:
    """Return the user that the request's JSON Web Token stands for."""
    platform = request.app[PLATFORM]
    return platform.user_tokens.user_id(request.headers.get("Authorization"), platform.clock())


USER_ENDPOINTS = (
    Operation(
        method="GET",
        path="/app/{client_id}",
        handler=app_info,
        query={"redirect_uri": {"type": "string"}},
        answers={200: referred("AppInfo"), **details(400, 401, 404)},
        security=USER,
        tag="consent",
    ),
    Operation(
        method="POST",
        path="/authorize",
        handler=authorize,
        body=Taken(schema=AUTHORIZATION.schema()),
        answers={200: referred("Redirect"), **details(400, 401), **BODY_MISTAKES},
        security=USER,
        tag="consent",
    ),
    Operation(
        method="POST",
        path="/authorize/deny",
        handler=deny,
        body=Taken(schema=DENIAL.schema()),
        answers={200: referred("Redirect"), **details(400, 401), **BODY_MISTAKES},
        security=USER,
        tag="consent",
    ),
    Operation(
        method="GET",
        path="/apps/mine",
        handler=my_apps,
        answers={200: a_list(referred("App")), **details(401)},
        security=USER,
        tag="apps",
    ),
    Operation(
        method="PATCH",
        path="/apps/{id}/status",
        handler=set_status,
        body=Taken(schema=STATUS.schema()),
        answers={200: referred("App"), **details(401, 404), **BODY_MISTAKES},
        security=USER,
        tag="apps",
    ),
    Operation(
        method="PATCH",
        path="/apps/{id}/logo",
        handler=set_logo,
        body=Taken(schema=LOGO.schema()),
        answers={200: referred("App"), **details(400, 401, 404), **BODY_MISTAKES},
        security=USER,
        tag="apps",
    ),
    Operation(
        method="POST",
        path="/apps/{id}/logo/upload",
        handler=upload_logo,
        body=Taken(
            schema=LOGO_FILE,
            content_type="multipart/form-data",
            encoding={FIELD: {"contentType": ", ".join(TYPES)}},
        ),
        answers={200: referred("App"), **details(400, 401, 404, 503), **BODY_MISTAKES},
        security=USER,
        tag="apps",
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
        response_type=given.get("response_type") or "code",
    )


def _redirect(location: str) -> web.Response:
    return json_answer({"redirect_url": location})


def _app(client: Client) -> Mapping[str, object]:
    return {
        "id": client.id,
        "name": client.name,
        "description": client.description,
        "logo_url": client.logo_url,
        "client_id": client.client_id,
        "redirect_uris": client.redirect_uris,
        "grant_types": client.grant_types,
        "scopes": client.scopes,
        "owner_id": client.owner_id,
        "is_active": client.is_active,
        "created_at": spelled(client.created_at),
        "updated_at": spelled(client.updated_at),
    }
