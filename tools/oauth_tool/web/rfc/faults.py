"""Faults that only a wire with signed tokens can have."""

from collections.abc import Mapping

from aiohttp import web

from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.wrong_claims import CHANGES, made_wrong
from oauth_tool.web.platform_struck import Effect, Struck
from oauth_tool.web.rfc.installing import issuers_of


def effects(platform: Platform, origin: str) -> Mapping[str, Effect]:
    """Return what each fault of this wire does."""
    issuers = issuers_of(platform, origin)

    async def say_wrong(struck: Struck) -> web.StreamResponse:
        response = await struck.handler(struck.request)
        if not isinstance(response, web.Response) or response.content_type != "application/json":
            return response
        if isinstance(response.body, bytes):
            path = struck.request.path
            asked = next(
                (one for one in issuers[1:] if path.startswith(f"{one.path}/")), issuers[0]
            )
            response.body = await made_wrong(asked, struck.fault.kind, response.body)
        return response

    return dict.fromkeys(CHANGES, say_wrong)
