"""The endpoint for pushed authorization requests."""

from http import HTTPStatus

from aiohttp import web

from oauth_tool.platform.rfc.authorization.pushing import push
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.web.rfc.messages import form_message


async def pushing(issuer: Issuer, request: web.Request) -> web.Response:
    """Keep a request, and tell its name (RFC 9126 2.2)."""
    told = await push(issuer, await form_message(issuer, request))
    return web.json_response(told, status=HTTPStatus.CREATED)
