"""Who the user is, as far as the token allows to say (OpenID Connect Core 5.3)."""

from aiohttp import web

from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.userinfo import claims_for
from oauth_tool.web.rfc.messages import query_message


async def userinfo(issuer: Issuer, request: web.Request) -> web.Response:
    """Say who the user is."""
    return web.json_response(await claims_for(issuer, await query_message(issuer, request)))
