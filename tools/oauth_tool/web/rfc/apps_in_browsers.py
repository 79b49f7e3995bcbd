"""Which endpoints a page of every origin may ask (CORS): apps that run in browsers need them.

None of them reads a cookie, so a browser adds nothing to a request that its page did not know.
https://www.ietf.org/archive/id/draft-ietf-oauth-browser-based-apps-26.html#section-6.3.2.3
"""

from collections.abc import Collection

from aiohttp import hdrs, web

EVERY_ANSWER = {
    hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
    hdrs.ACCESS_CONTROL_EXPOSE_HEADERS: "WWW-Authenticate, DPoP-Nonce",
}
PREFLIGHT = {
    hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST",
    hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Authorization, Content-Type, DPoP",
    hdrs.ACCESS_CONTROL_MAX_AGE: "600",
}


def open_to_pages(app: web.Application, paths: Collection[str]) -> None:
    """Let browsers hand the answers of these paths to whichever page has asked."""

    async def say_so(request: web.Request, response: web.StreamResponse) -> None:
        if request.path in paths:
            response.headers.update(EVERY_ANSWER)

    async def preflight(_: web.Request) -> web.Response:
        return web.Response(status=204, headers=PREFLIGHT)

    app.on_response_prepare.append(say_so)
    app.add_routes([web.options(path, preflight) for path in sorted(paths)])
