"""The downloads of a run."""

from dataclasses import replace

from aiohttp import web

from oauth_tool.client.session import Session
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.trace import shown
from oauth_tool.client.unmasked import Unmasked
from oauth_tool.web.client_pages import CLIENT, Client, form_and_session, session_of
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


async def download_with_secrets(request: web.Request) -> web.Response:
    """``POST /exports/{file}``: the same with its secrets, if the server was started for that."""
    client = request.app[CLIENT]
    form, session = await form_and_session(request)
    if not client.reveals:
        raise RefusedRequest(
            "this server writes no secrets", "start it with --reveal if it should", status=403
        )
    if form.one("confirmed") != "yes":
        raise RefusedRequest(
            "nobody has confirmed that the secrets should be in the file",
            "go back and tick that you want them",
            status=400,
        )
    return as_download(revealed_run(client, session), request.match_info["file"])


def revealed_run(client: Client, session: Session) -> Run:
    """Return the run of a session with every secret in it."""
    entries = [
        ShownEntry(
            number=entry.number,
            exchange=shown(entry.exchange, Unmasked()),
            on_purpose=entry.on_purpose,
        )
        for entry in session.exchanges
    ]
    return replace(run_of(client, session), entries=entries, holds_secrets=True)


def run_of(client: Client, session: Session) -> Run:
    """Return the run of a session as it is now, without secrets."""
    return Run(
        platform=client.server.profile.title,
        wire=client.server.profile.wire,
        addresses=client.server.addresses,
        app=client.app.name,
        client_id=client.app.client_id,
        redirect_uri=client.app.redirect_uri,
        entries=session.shown(session.secrets.mask(client.server, client.app)),
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
