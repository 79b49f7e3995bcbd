"""The keys that verify an issuer's tokens (RFC 7517 5)."""

from aiohttp import web

from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.signing_keys import published_keys


async def show(issuer: Issuer, _: web.Request) -> web.Response:
    """Tell the public keys."""
    return web.json_response({"keys": await published_keys(issuer)})
