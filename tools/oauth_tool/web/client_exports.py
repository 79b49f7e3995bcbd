"""The downloads of a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from oauth_tool.client.session import Session
from oauth_tool.web.client_pages import CLIENT, Client, session_of
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.exports.curl import curl
from oauth_tool.web.exports.har import har
from oauth_tool.web.exports.markdown import markdown
from oauth_tool.web.exports.mermaid import mermaid
from oauth_tool.web.exports.run import Run
from oauth_tool.web.exports.run_json import run_json

PATH = "/exports/{file}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """A format: how a run is written in it, and what browsers call it."""

    write: Callable[[Run], str]
    content_type: str


EXPORTS: Mapping[str, Export] = {
    "oauth-flow.har": Export(write=har, content_type="application/json"),
    "oauth-flow.sh": Export(write=curl, content_type="text/x-shellscript"),
    "oauth-flow.md": Export(write=markdown, content_type="text/markdown"),
    "oauth-flow.mmd": Export(write=mermaid, content_type="text/plain"),
    "oauth-flow.json": Export(write=run_json, content_type="application/json"),
}


async def download(request: web.Request) -> web.Response:
    """``GET /exports/{file}``: this browser's run in the format of the file."""
    client = request.app[CLIENT]
    export = EXPORTS.get(request.match_info["file"])
    session = session_of(request)
    if export is None or session is None:
        raise RefusedRequest("there is no such download", "take one from the workbench", status=404)
    return web.Response(
        text=export.write(_run(client, session)),
        content_type=export.content_type,
        headers={"Content-Disposition": f'attachment; filename="{request.match_info["file"]}"'},
    )


def _run(client: Client, session: Session) -> Run:
    return Run(
        platform=client.server.profile.title,
        app=client.app.name,
        client_id=client.app.client_id,
        redirect_uri=client.app.redirect_uri,
        entries=session.shown(session.mask(client.server, client.app)),
        findings=client.judge.findings(session),
        made_at=client.clock(),
    )
