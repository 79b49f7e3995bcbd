"""The page where a user connects the services that an app needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.platform import setup_wizard
from oauth_tool.platform.setup_wizard import Needed, UnreadableProviders
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.headers import allow_form_action
from oauth_tool.web.platform_endpoints import PLATFORM
from oauth_tool.web.platform_forms import form_page
from oauth_tool.web.platform_logos import logo_path
from oauth_tool.web.platform_sign_in import (
    BROWSERS,
    see_other,
    sign_in_first,
    signed_in,
    signed_in_sender,
)

WIZARD = "/auth/integrations/setup-wizard"
PARAMETERS = ("client_id", "providers", "redirect_uri", "state")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What an app sends a user here with."""

    client: Client
    providers: Sequence[Needed]
    redirect_uri: str
    state: str


async def show_wizard(request: web.Request) -> web.Response:
    """Show the services that the app needs."""
    asked = await _asked(request, {name: request.query.get(name, "") for name in PARAMETERS})
    if await signed_in(request) is None:
        return sign_in_first(request)
    context = {
        "action": WIZARD,
        "client": asked.client,
        "logo": logo_path(request, asked.client),
        "providers": asked.providers,
        "hidden": {name: request.query[name] for name in PARAMETERS},
        "redirect_host": urlsplit(asked.redirect_uri).netloc,
    }
    response = form_page(request, "platform/setup_wizard.html", context)
    allow_form_action(response, origin_of(asked.redirect_uri))
    return response


async def finish(request: web.Request) -> web.Response:
    """Tell the app whether the user connected the services."""
    form = await request.app[BROWSERS].checked_form(request)
    asked = await _asked(request, {name: form.one(name) for name in PARAMETERS})
    await signed_in_sender(request)
    tell = setup_wizard.success if form.one("decision") == "done" else setup_wizard.cancellation
    return see_other(tell(asked.redirect_uri, asked.state))


WIZARD_PAGES = [web.get(WIZARD, show_wizard), web.post(WIZARD, finish)]


async def _asked(request: web.Request, given: Mapping[str, str]) -> Asked:
    missing = [name for name in PARAMETERS if not given[name]]
    if missing:
        raise _mistake(f"the app's request lacks {', '.join(missing)}")
    platform = request.app[PLATFORM]
    known = given["client_id"].isprintable()
    client = await platform.store.client(given["client_id"]) if known else None
    if client is None or not client.is_active:
        raise _mistake("the app is not known here, or disabled")
    if not platform.allows_redirect(client, given["redirect_uri"]):
        raise _mistake("the app's redirect URI is not registered")
    try:
        providers = setup_wizard.read_providers(given["providers"])
    except UnreadableProviders as error:
        raise _mistake("the list of services cannot be read") from error
    return Asked(
        client=client,
        providers=providers,
        redirect_uri=given["redirect_uri"],
        state=given["state"],
    )


def _mistake(message: str) -> RefusedRequest:
    return RefusedRequest(message, "this is a mistake in the app; go back to it", status=400)
