"""AutoGPT's endpoints behind the page of a user's apps, which calls them in the user's name."""

from collections.abc import Mapping
from dataclasses import replace

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.platform import owned_apps
from oauth_tool.platform.logos import TYPES
from oauth_tool.platform.owned_apps import LONGEST_URL, WEB_ADDRESS, NotOwned
from oauth_tool.web.openapi import referred
from oauth_tool.web.operations import Operation, Taken
from oauth_tool.web.platform_acting_user import SECURITY, user_of
from oauth_tool.web.platform_bodies import read_json
from oauth_tool.web.platform_endpoints import PLATFORM, spelled
from oauth_tool.web.platform_logos import FIELD, keep_logo, uploaded_logo
from oauth_tool.web.platform_schemas import BODY_MISTAKES, a_list, details
from oauth_tool.web.platform_shapes import A_FLAG, A_TEXT_OR_NONE, Shape

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


APP_ENDPOINTS = (
    Operation(
        method="GET",
        path="/apps/mine",
        handler=my_apps,
        answers={200: a_list(referred("App")), **details(401)},
        security=SECURITY,
        tag="apps",
    ),
    Operation(
        method="PATCH",
        path="/apps/{id}/status",
        handler=set_status,
        body=Taken(schema=STATUS.schema()),
        answers={200: referred("App"), **details(401, 404), **BODY_MISTAKES},
        security=SECURITY,
        tag="apps",
    ),
    Operation(
        method="PATCH",
        path="/apps/{id}/logo",
        handler=set_logo,
        body=Taken(schema=LOGO.schema()),
        answers={200: referred("App"), **details(400, 401, 404), **BODY_MISTAKES},
        security=SECURITY,
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
        security=SECURITY,
        tag="apps",
    ),
)


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
