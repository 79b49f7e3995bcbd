"""Whether the platform is up, for whoever starts it and waits."""

from aiohttp import web

from oauth_tool.web.platform_endpoints import PLATFORM
from tool_cli.errors import ToolError


async def healthz(request: web.Request) -> web.Response:
    """Answer 200 if the database answers, else 503."""
    try:
        await request.app[PLATFORM].store.user("")
    except ToolError:
        return web.json_response({"status": "unavailable"}, status=503)
    return web.json_response({"status": "ok"})


HEALTH = [web.get("/healthz", healthz)]
