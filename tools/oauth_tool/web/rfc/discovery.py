"""Where an issuer says what it can do: RFC 8414 3, and OpenID Connect Discovery 4."""

from collections.abc import Mapping, Sequence

from aiohttp import web

from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.metadata import metadata
from oauth_tool.web.rfc.endpoint import Endpoint

OAUTH = "/.well-known/oauth-authorization-server"
OPENID = "/.well-known/openid-configuration"


def discovery_routes(issuer: Issuer, endpoints: Sequence[Endpoint]) -> list[web.RouteDef]:
    """Return the routes of an issuer's metadata.

    RFC 8414 puts the well-known part before the issuer's path, OpenID Connect behind it.
    """
    document = metadata(issuer, _told(endpoints))

    async def tell(_: web.Request) -> web.Response:
        return web.json_response(document)

    paths = {f"{OAUTH}{issuer.path}", f"{OPENID}{issuer.path}", f"{issuer.path}{OPENID}"}
    return [web.get(path, tell) for path in sorted(paths)]


def _told(endpoints: Sequence[Endpoint]) -> Mapping[str, str]:
    return {endpoint.told_as: endpoint.path for endpoint in endpoints if endpoint.told_as}
