"""The handlers that send the browser to the platform's setup wizard."""

from aiohttp import web

from oauth_tool.client import setting_up
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.setup_wizard import new_setup
from oauth_tool.client.wrong_setups import WRONG_SETUPS
from oauth_tool.web.client_pages import CLIENT, form_and_session, see
from oauth_tool.web.editing_forms import setup_in
from oauth_tool.web.errors import RefusedRequest


async def open_wizard(request: web.Request) -> web.Response:
    """``POST /setup``: the browser goes to the wizard, with the services that were written."""
    client = request.app[CLIENT]
    form, session = await form_and_session(request)
    attempt = setup_in(form, client.random)
    try:
        return see(setting_up.depart(client.walk(session), attempt, client.clock()))
    except StepFailed as error:
        raise RefusedRequest(error.message, error.hint, status=400) from error


async def open_wizard_wrongly(request: web.Request) -> web.Response:
    """``POST /wrong/setup``: the same with a request that the platform should not fall for."""
    client = request.app[CLIENT]
    form, session = await form_and_session(request)
    wrong = WRONG_SETUPS.get(form.one("mistake"))
    if wrong is None or client.server.setup_wizard_url is None:
        raise RefusedRequest(
            "this cannot be done wrong here", "go back and choose one of the list", status=400
        )
    right = new_setup(session.services, client.random)
    return see(setting_up.depart_wrongly(client.walk(session), wrong, right, client.clock()))
