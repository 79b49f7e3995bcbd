"""The one place where an answer goes wrong because somebody asked for it."""

import asyncio
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from oauth_tool.platform.faults import BESIDE_THE_PAGE, PROTOCOL_ERRORS, WRONG_ISSUER, Fault
from oauth_tool.platform.plan import Pending, Plan
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.issuer import below_issuer
from oauth_tool.platform.steering import Steering
from oauth_tool.web.platform_senders import sender_of
from oauth_tool.web.platform_struck import Effect, Struck
from oauth_tool.web.platform_words import Words
from tool_cli.errors import ToolError

# What a developer needs to start and to steer the platform always works.
SPARED = ("/control/", "/static/", "/healthz", "/favicon.ico")
IN_REDIRECTS = frozenset({*PROTOCOL_ERRORS, "missing_state", "wrong_issuer"})
OUTCOME = frozenset({"code", "error", "error_description"})
DESCRIPTION = "this fault was asked for"


def faulty(
    platform: Platform,
    steering: Steering,
    words: Words,
    more_effects: Mapping[str, Effect] = MappingProxyType({}),
) -> Middleware:
    """Return the middleware that learns what was asked for, and lets faults happen.

    Args:
        platform: Whose answers go wrong.
        steering: What was asked for.
        words: How its wire says that something went wrong.
        more_effects: Faults that its wire alone knows.
    """
    effects = {**EFFECTS, **more_effects}

    @web.middleware
    async def failing(request: web.Request, handler: Handler) -> web.StreamResponse:
        plan = await _present_plan(steering)
        found = await _fault_for(platform, plan, request) if plan.pending else None
        if found is None:
            return await handler(request)
        fault = found.fault
        if _changes_redirect(platform, fault, request):
            return await _with_changed_redirect(steering, found, await handler(request))
        if not await steering.spend(found.number):
            return await failing(request, handler)  # another process was faster
        struck = Struck(fault=fault, request=request, handler=handler, words=words)
        return await effects.get(fault.kind, _protocol_error)(struck)

    return failing


async def _present_plan(steering: Steering) -> Plan:
    try:
        await steering.refresh()
    except ToolError:  # a database that is away is the endpoint's to report
        return steering.plan
    return steering.plan


async def _fault_for(platform: Platform, plan: Plan, request: web.Request) -> Pending | None:
    if request.path.startswith(SPARED):
        return None
    at_the_path = [*plan.at(request.path), *plan.at(below_issuer(request.path))]
    candidates = [one for one in at_the_path if _can_strike(platform, one.fault, request)]
    if not any(one.fault.chooses for one in candidates):
        return candidates[0] if candidates else None
    sender = await sender_of(platform, request)
    return next((one for one in candidates if sender.is_struck_by(one.fault)), None)


def _can_strike(platform: Platform, fault: Fault, request: web.Request) -> bool:
    # A state can be missing where one is sent; elsewhere the next fault has its turn.
    return fault.kind != "missing_state" or _leads_to_app(platform, request)


def _leads_to_app(platform: Platform, request: web.Request) -> bool:
    """Say whether an answer may take the browser to the app: the consent page's, or its form's."""
    path = below_issuer(request.path)
    pages = (platform.profile.endpoints.authorization.path, BESIDE_THE_PAGE)
    return any(path == one or path.startswith(f"{one}/") for one in pages)


async def _protocol_error(struck: Struck) -> web.StreamResponse:
    return struck.words.refused(struck.request, PROTOCOL_ERRORS[struck.fault.kind](DESCRIPTION))


async def _failure(struck: Struck) -> web.StreamResponse:
    return struck.words.failed(struck.request)


async def _unavailable(struck: Struck) -> web.StreamResponse:
    return struck.words.unavailable(struck.request)


async def _slow(struck: Struck) -> web.StreamResponse:
    await asyncio.sleep(struck.fault.delay)
    return await struck.handler(struck.request)


async def _dropped(struck: Struck) -> web.StreamResponse:
    if struck.request.transport is not None:
        struck.request.transport.abort()
    return web.Response(status=503)


async def _truncated(struck: Struck) -> web.StreamResponse:
    response = await struck.handler(struck.request)
    return _with_body(response, lambda body: body[: len(body) // 2])


async def _malformed(struck: Struck) -> web.StreamResponse:
    response = await struck.handler(struck.request)
    return _with_body(response, lambda body: body.replace(b":", b"=", 1) + b",}")


async def _wrong_type(struck: Struck) -> web.StreamResponse:
    response = await struck.handler(struck.request)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response


EFFECTS: Mapping[str, Effect] = {
    "500": _failure,
    "503": _unavailable,
    "slow": _slow,
    "dropped_connection": _dropped,
    "truncated_json": _truncated,
    "malformed_json": _malformed,
    "wrong_content_type": _wrong_type,
}


def _changes_redirect(platform: Platform, fault: Fault, request: web.Request) -> bool:
    return fault.kind in IN_REDIRECTS and _leads_to_app(platform, request)


async def _with_changed_redirect(
    steering: Steering, pending: Pending, response: web.StreamResponse
) -> web.StreamResponse:
    # Only where the answer goes to the app anyhow: nobody is sent to an address that was not
    # checked, and a page that merely asks does not use the fault up.
    location = _redirect_of(response)
    if location is None or not await steering.spend(pending.number):
        return response
    changed = _changed_query(location, pending.fault)
    if "Location" in response.headers:
        response.headers["Location"] = changed
        return response
    return _with_body(response, lambda _: json.dumps({"redirect_url": changed}).encode())


def _redirect_of(response: web.StreamResponse) -> str | None:
    location = response.headers.get("Location")
    if location is None and isinstance(response, web.Response) and _is_json(response):
        body = json.loads(response.body) if isinstance(response.body, bytes) else {}
        location = body.get("redirect_url") if isinstance(body, dict) else None
    return location if location and not location.startswith("/") else None


def _is_json(response: web.Response) -> bool:
    return response.content_type == "application/json"


def _changed_query(location: str, fault: Fault) -> str:
    parts = urlsplit(location)
    given = parse_qsl(parts.query, keep_blank_values=True)
    if fault.kind == "missing_state":
        kept = [(name, value) for name, value in given if name != "state"]
    elif fault.kind == "wrong_issuer":  # a mix-up, which RFC 9207 lets a client notice
        kept = [(name, WRONG_ISSUER if name == "iss" else value) for name, value in given]
    else:
        kept = [(name, value) for name, value in given if name not in OUTCOME]
        kept += [("error", fault.kind), ("error_description", DESCRIPTION)]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _with_body(
    response: web.StreamResponse, change: Callable[[bytes], bytes]
) -> web.StreamResponse:
    if not isinstance(response, web.Response) or not isinstance(response.body, bytes):
        return response
    response.body = change(response.body)
    return response
