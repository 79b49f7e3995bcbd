"""The platform's OpenAPI document, and Swagger UI to read it, all from this machine."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from aiohttp import web

from oauth_tool.profiles.profile import Profile
from oauth_tool.web.openapi import document_route
from oauth_tool.web.platform_document import openapi
from oauth_tool.web.rendering import page

DOCS, DOCUMENT = "/external-api/docs", "/external-api/openapi.json"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
FILES: Mapping[str, str] = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
}


async def show_docs(request: web.Request) -> web.Response:
    """Show the document for people."""
    response = page(request, "platform/api_docs.html", {"docs": DOCS, "document": DOCUMENT})
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response


async def show_file(request: web.Request) -> web.FileResponse:
    """Send a file of Swagger UI."""
    name = request.match_info["name"]
    if name not in FILES:
        raise web.HTTPNotFound
    return web.FileResponse(_swagger_ui() / name, headers={"Content-Type": FILES[name]})


def docs_routes(profile: Profile) -> list[web.RouteDef]:
    """Return the routes of the document of a profile's platform, and of what shows it."""
    return [
        web.get(DOCS, show_docs),
        web.get(f"{DOCS}/{{name}}", show_file),
        *(document_route(lambda: openapi(profile), path) for path in (DOCUMENT, "/openapi.json")),
    ]


@cache
def _swagger_ui() -> Path:
    import swagger_ui_bundle  # noqa: PLC0415 - only who reads the document needs it

    return Path(swagger_ui_bundle.swagger_ui_path)
