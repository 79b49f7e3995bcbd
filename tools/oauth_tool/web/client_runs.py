"""The pages of kept runs: the list, one run, two runs side by side."""

from aiohttp import web

from oauth_tool.web.client_exports import as_download
from oauth_tool.web.client_pages import CLIENT, form_and_session, number_in, see
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.exports.run import Run
from oauth_tool.web.rendering import page
from oauth_tool.web.runs.comparing import compare
from oauth_tool.web.runs.run_store import RunStore
from oauth_tool.web.runs.shown import comparison_context, run_context
from tool_cli.errors import ToolError

LIST = "/runs"


async def list_runs(request: web.Request) -> web.Response:
    """``GET /runs``: every kept run, newest first. The key of this start lets a browser in."""
    if key := request.query.get("key"):
        return _let_in(request, key)
    store = _store_for(request)
    return page(request, "client/runs.html", {"runs": store.summaries()})


async def show_run(request: web.Request) -> web.Response:
    """``GET /runs/{run}?exchange=N``: one run, as it was; of a long one the part with N."""
    client, run_id = request.app[CLIENT], request.match_info["run"]
    run = _run(_store_for(request), run_id)
    browser_id = client.browsers.id_of(request) or ""
    csrf_token = client.browsers.csrf_token(browser_id)
    context = run_context(run_id, run, csrf_token, number_in(request, "exchange"))
    return page(request, "client/run.html", context)


async def compare_runs(request: web.Request) -> web.Response:
    """``GET /runs/compare?left=…&right=…``: two runs side by side."""
    store = _store_for(request)
    ids = request.query.get("left", ""), request.query.get("right", "")
    if not all(ids) or ids[0] == ids[1]:
        raise RefusedRequest(
            "two different runs are needed to compare",
            "choose one in each column of the list",
            status=400,
            return_url=LIST,
        )
    left, right = (_run(store, run_id) for run_id in ids)
    context = comparison_context(ids, (left, right), compare(left, right))
    return page(request, "client/comparison.html", context)


async def download_run(request: web.Request) -> web.Response:
    """``GET /runs/{run}/exports/{file}``: a kept run in the format of the file."""
    run = _run(_store_for(request), request.match_info["run"])
    return as_download(run, request.match_info["file"])


async def delete_run(request: web.Request) -> web.Response:
    """``POST /runs/{run}/delete``: forget a run for good."""
    await form_and_session(request)
    _store_for(request).delete([request.match_info["run"]])
    return see(LIST)


def _let_in(request: web.Request, key: str) -> web.Response:
    """Admit the browser that shows the key, and get the key out of its address bar."""
    client = request.app[CLIENT]
    known = client.browsers.id_of(request)
    session = client.sessions.find(known, client.clock())
    browser_id = known if known and session else client.browsers.new_id()
    if not client.admission.admit(browser_id, key):
        raise _not_admitted()
    if session is None:
        client.sessions.start(browser_id, client.clock())
    goal = "/" if request.query.get("to") == "start" else LIST
    response = see(goal)
    client.browsers.remember(response, browser_id)
    return response


def _store_for(request: web.Request) -> RunStore:
    client = request.app[CLIENT]
    if client.keeper is None:
        raise RefusedRequest(
            "this server keeps no runs", "start it without --no-keep-runs", status=404
        )
    if not client.admission.is_admitted(client.browsers.id_of(request)):
        raise _not_admitted()
    return client.keeper.store


def _run(store: RunStore, run_id: str) -> Run:
    try:
        return store.load(run_id)
    except ToolError as error:
        raise RefusedRequest(
            error.message, "the list has those that are there", status=404, return_url=LIST
        ) from error


def _not_admitted() -> RefusedRequest:
    return RefusedRequest(
        "kept runs are shown to the person who started this server",
        "open the address that the terminal shows behind 'Kept runs', once in this browser",
        status=403,
    )
