"""The downloads of a run."""

from aiohttp import web

from oauth_tool.client.session import Session
from oauth_tool.web.client_pages import CLIENT, Client, session_of
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.exports.formats import EXPORTS
from oauth_tool.web.exports.run import Run

PATH = "/exports/{file}"


async def download(request: web.Request) -> web.Response:
    """``GET /exports/{file}``: this browser's run in the format of the file."""
    session = session_of(request)
    if session is None:
        raise no_such_download()
    return as_download(run_of(request.app[CLIENT], session), request.match_info["file"])


def run_of(client: Client, session: Session) -> Run:
    """Return the run of a session as it is now, without secrets."""
    return Run(
        platform=client.server.profile.title,
        addresses=client.server.addresses,
        app=client.app.name,
        client_id=client.app.client_id,
        redirect_uri=client.app.redirect_uri,
        entries=session.shown(session.mask(client.server, client.app)),
        findings=client.judge.findings(session),
        made_at=client.clock(),
    )


def as_download(run: Run, file: str) -> web.Response:
    """Return a run as a file for the browser to keep.

    Raises:
        RefusedRequest: There is no format with such a file name.
    """
    export = EXPORTS.get(file)
    if export is None:
        raise no_such_download()
    return web.Response(
        text=export.write(run),
        content_type=export.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


def no_such_download() -> RefusedRequest:
    """Return the refusal of a download that is not there."""
    return RefusedRequest("there is no such download", "take one from the workbench", status=404)
