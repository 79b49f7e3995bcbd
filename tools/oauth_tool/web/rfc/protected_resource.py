"""A resource to try tokens on, and how a client finds out what it needs (RFC 9728 5)."""

from aiohttp import web

from oauth_tool.oauth.protocol_errors import InsufficientScope, InvalidToken
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.protected_resource import (
    content_for,
    metadata_path,
    resource_metadata,
)
from oauth_tool.web.rfc.messages import query_message
from oauth_tool.web.rfc.words import refused


async def content(issuer: Issuer, request: web.Request) -> web.Response:
    """Answer whoever has a token for it; tell others where to get one."""
    try:
        return web.json_response(await content_for(issuer, await query_message(issuer, request)))
    except (InvalidToken, InsufficientScope) as error:
        response = refused(request, error)
        where = f"{issuer.origin}{metadata_path(issuer)}"
        for challenge in response.headers.popall("WWW-Authenticate"):
            response.headers.add("WWW-Authenticate", f'{challenge}, resource_metadata="{where}"')
        return response


def metadata_route(issuer: Issuer) -> web.RouteDef:
    """Return the route of the resource's metadata."""
    document = resource_metadata(issuer)

    async def tell(_: web.Request) -> web.Response:
        return web.json_response(document)

    return web.get(metadata_path(issuer), tell)
