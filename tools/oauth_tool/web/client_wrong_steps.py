"""The handlers of steps that are done wrong on purpose."""

from asyncio import Lock

from aiohttp import web

from oauth_tool.client import setting_up, trials
from oauth_tool.client.mistakes.table import mistakes_at
from oauth_tool.client.steps import Step
from oauth_tool.client.wrong_requests import WRONG_REQUESTS
from oauth_tool.web.browsers import PostedForm
from oauth_tool.web.client_pages import (
    CLIENT,
    answer_in,
    chosen_scopes,
    form_and_session,
    see,
    session_of,
    token_type_in,
    url_of_answer,
)
from oauth_tool.web.errors import RefusedRequest


async def start_wrongly(request: web.Request) -> web.Response:
    """``POST /wrong/authorize``: the browser goes to the platform with a wrong request."""
    client = request.app[CLIENT]
    form, session = await form_and_session(request)
    wrong = WRONG_REQUESTS.get(form.one("mistake"))
    if wrong is None:
        raise _no_such_mistake(form)
    scopes = chosen_scopes(client, form)
    walk = client.walk(session)
    return see(trials.depart_wrongly(walk, wrong, scopes, client.random, client.clock()))


async def take_step_wrongly(request: web.Request) -> web.Response:
    """``POST /wrong/{step}``: one exchange with the platform that it should not fall for."""
    client = request.app[CLIENT]
    step = Step(request.match_info["step"])
    form, session = await form_and_session(request)
    walk = client.walk(session, token_type_in(form))
    async with client.turns.setdefault(session, Lock()):
        possible = {mistake.name: mistake for mistake in mistakes_at(step, session)}
        mistake = possible.get(form.one("mistake"))
        if mistake is None:
            raise _no_such_mistake(form)
        exchange = await client.sender.send(step, mistake.request(walk))
        trials.take_in_trial(walk, mistake, exchange)
    return see(f"/#{step}")


async def callback_elsewhere(request: web.Request) -> web.Response:
    """``GET`` of the redirect URI that is not registered: nobody should ever be sent there."""
    client = request.app[CLIENT]
    session = session_of(request)
    answer, url = answer_in(request), url_of_answer(client, request)
    if session is not None and session.setup is not None and session.setup.wrong:
        setting_up.arrive(client.walk(session), answer, url, client.clock())
        return see(f"/#{Step.SETUP}")
    if session is not None and session.attempt is not None and session.attempt.wrong:
        trials.arrive_wrongly(client.walk(session), answer, url, client.clock())
    return see(f"/#{Step.AUTHORIZE}")


def _no_such_mistake(form: PostedForm) -> RefusedRequest:
    chosen = "this cannot be done now" if form.one("mistake") else "no mistake was chosen"
    return RefusedRequest(chosen, "go back and choose one of the list", status=400)
