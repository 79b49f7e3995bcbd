"""What can be steered on the standard wire alone."""

from aiohttp import web

from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.signing_keys import rotate_keys
from oauth_tool.web.platform_bodies import a_text_or_none, checked_fields, read_object
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.rfc.installing import issuers_of
from tool_cli.errors import InvalidInput


async def new_signing_key(request: web.Request) -> web.Response:
    """Let an issuer sign with a new key; the one at the root if none is named."""
    given = checked_fields(await read_object(request), {"issuer": a_text_or_none})
    kid = await rotate_keys(_issuer(request, given.get("issuer") or ""))
    return web.json_response({"kid": kid}, status=201)


CONTROL_ROUTES = [web.post("/signing-keys", new_signing_key)]


def _issuer(request: web.Request, name: str) -> Issuer:
    issuers = issuers_of(request.app[PLATFORM], f"{request.scheme}://{request.host}")
    found = next((issuer for issuer in issuers if issuer.name == name), None)
    if found is None:
        raise InvalidInput(f"there is no issuer {name[:40]!r}")
    return found
