"""The authorization endpoint: sign-in and consent pages, and the redirect after them."""

from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

from aiohttp import web

from oauth_tool.oauth.parameters import Parameters, read_parameters
from oauth_tool.oauth.protocol_errors import InvalidRequest, LoginRequired, ProtocolError
from oauth_tool.oauth.redirect_uris import is_private_use, origin_of
from oauth_tool.oauth.users import User
from oauth_tool.platform.rfc.authorization.answering import approval, denial, refusal
from oauth_tool.platform.rfc.authorization.asking import (
    SIGNING_IN,
    Asked,
    UntrustedRedirect,
    trusted,
)
from oauth_tool.platform.rfc.authorization.consents import has_agreed, remember
from oauth_tool.platform.rfc.authorization.hinting import is_about, wrong_hint
from oauth_tool.platform.rfc.authorization.interaction import Interaction, next_interaction
from oauth_tool.platform.rfc.authorization.pushed import mark_answered
from oauth_tool.platform.rfc.authorization.pushing_required import unpushed
from oauth_tool.platform.rfc.authorization.rules.table import broken_rule
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.headers import allow_form_action
from oauth_tool.web.platform_forms import form_page
from oauth_tool.web.platform_logos import logo_path
from oauth_tool.web.platform_sign_in import (
    BROWSERS,
    LOGIN,
    SIGN_INS,
    see_other,
    signed_in,
    signed_in_sender,
)
from oauth_tool.web.rfc.messages import form_parameters, query_of

NOWHERE = "nobody is sent to an address that is not the app's own"
MISTAKEN = "this is a mistake in the app; go back to it"
RETURNING = "request"
DECISION = "/decision"
# Some servers on the way take no longer line.
LONGEST_QUERY = 7000


async def show(issuer: Issuer, request: web.Request) -> web.Response:
    """Ask the user whether the app may have what it asks for."""
    asked = await _trusted(issuer, query_of(request))
    broken = await _broken(asked)
    if broken:
        return see_other(refusal(asked, broken))
    user, moment = await _signed_in(asked, request)
    agreed = user is not None and await has_agreed(asked, user.id)
    try:
        interaction = next_interaction(asked, moment, has_agreed=agreed)
    except ProtocolError as error:
        return see_other(refusal(asked, error))
    if user is None or moment is None or interaction is Interaction.SIGN_IN:
        return _sign_in(request, asked)
    if interaction is Interaction.CONSENT:
        return _consent_page(request, asked, user)
    await _mark_answered(asked)
    return await _approved(asked, user.id, moment)


async def take_form(_: Issuer, request: web.Request) -> web.Response:
    """Take a request as a form (OpenID Connect Core 3.1.2.1), and show its page.

    A browser sends no cookie of ours along with a form of another site; with the redirect it does.
    """
    query = urlencode((await _form_parameters(request)).pairs)
    if len(query) > LONGEST_QUERY:
        raise RefusedRequest(
            "the app's request is too long", "it can be pushed beforehand (RFC 9126)", status=400
        )
    return see_other(f"{request.path}?{query}")


async def decide(issuer: Issuer, request: web.Request) -> web.Response:
    """Carry the user's decision to the app."""
    form = await request.app[BROWSERS].checked_form(request)
    asked = await _trusted(issuer, form.one(RETURNING))
    broken = await _broken(asked)
    if broken:
        return see_other(refusal(asked, broken))
    user = await signed_in_sender(request)
    if not await is_about(asked, user.id):
        return see_other(refusal(asked, LoginRequired("somebody else has signed in")))
    await _mark_answered(asked)
    if form.one("decision") != "allow":
        return see_other(denial(asked))
    await remember(asked, user.id)
    _, moment = await _signed_in(asked, request)
    return await _approved(asked, user.id, moment or issuer.platform.clock())


async def _form_parameters(request: web.Request) -> Parameters:
    try:
        return await form_parameters(request)
    except InvalidRequest as error:
        raise RefusedRequest(error.description, MISTAKEN, status=400) from error


async def _trusted(issuer: Issuer, query: str) -> Asked:
    try:
        return await trusted(issuer, read_parameters(query))
    except InvalidRequest as error:
        raise RefusedRequest(error.description, NOWHERE, status=400) from error


async def _broken(asked: Asked) -> ProtocolError | None:
    return broken_rule(asked) or await unpushed(asked) or await wrong_hint(asked)


async def _approved(asked: Asked, user_id: str, signed_in_at: datetime) -> web.Response:
    try:
        return see_other(await approval(asked, user_id, signed_in_at))
    except UntrustedRedirect as error:
        raise RefusedRequest(error.description, NOWHERE, status=400) from error


async def _mark_answered(asked: Asked) -> None:
    if asked.pushed and not await mark_answered(asked.issuer, asked.pushed):
        raise RefusedRequest(
            "the app's request has an answer already", "go back to the app", status=409
        )


async def _signed_in(
    asked: Asked, request: web.Request
) -> tuple[User, datetime] | tuple[None, None]:
    user = await signed_in(request)
    moment = request.app[SIGN_INS].signed_in_at(request, asked.issuer.platform.clock())
    if user is None or moment is None or not await is_about(asked, user.id):
        return None, None
    return user, moment


def _sign_in(request: web.Request, asked: Asked) -> web.Response:
    back = query_of(request) if asked.pushed else _without_sign_in(asked)
    return see_other(f"{LOGIN}?next={quote(f'{request.path}?{back}', safe='')}")


def _without_sign_in(asked: Asked) -> str:
    # What is asked for once has happened when the browser comes back.
    done = {"prompt", "max_age"} if asked.wants_new_sign_in else {"prompt"}
    pairs = [(name, value) for name, value in asked.parameters.pairs if name not in done]
    kept = " ".join(sorted(asked.prompts - SIGNING_IN))
    return urlencode([*pairs, *([("prompt", kept)] if kept else [])])


def _consent_page(request: web.Request, asked: Asked, user: User) -> web.Response:
    meanings = asked.issuer.platform.profile.scopes
    context = {
        "action": f"{request.path}{DECISION}",
        "client": asked.client,
        "logo": logo_path(request, asked.client),
        "user": user,
        "scopes": [(scope, meanings[scope]) for scope in asked.scopes],
        "hidden": {RETURNING: query_of(request)},
        "redirect_host": urlsplit(asked.redirect_uri).netloc or asked.redirect_uri,
    }
    response = form_page(request, "platform/consent.html", context)
    allow_form_action(response, _source(asked.redirect_uri))
    return response


def _source(uri: str) -> str:
    scheme, _, _ = uri.partition(":")
    return f"{scheme}:" if is_private_use(uri) else origin_of(uri)
