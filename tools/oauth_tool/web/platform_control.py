"""What the person who started the platform may ask of it: time, faults, tokens of users.

Every request carries ``Authorization: Bearer TOKEN``, the token that was printed at the start.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.api_keys import new_api_key
from oauth_tool.platform.cleanup import clean_up
from oauth_tool.platform.clock import read_duration
from oauth_tool.platform.faults import DEFAULT_DELAY, Fault, new_fault
from oauth_tool.platform.steering import Steering
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.platform_bodies import (
    Body,
    InvalidBody,
    a_text,
    a_text_or_none,
    checked_fields,
    read_object,
    some_texts,
)
from oauth_tool.web.platform_endpoints import PLATFORM, spelled
from oauth_tool.web.platform_errors import answer_for
from tool_cli.errors import InvalidInput

TOKEN_BYTES = 32
VARIABLE = "OAUTH_TOOL_CONTROL_TOKEN"


def new_control_token() -> Secret:
    """Return a token that nobody can guess."""
    return Secret(secrets.token_urlsafe(TOKEN_BYTES))


def given_control_token(environment: Mapping[str, str]) -> Secret | None:
    """Return the token that the environment brings along, or None.

    Raises:
        InvalidInput: It is so short that it could be guessed.
    """
    token = environment.get(VARIABLE, "")
    if token and len(token) < TOKEN_BYTES:
        raise InvalidInput(
            f"the control token in {VARIABLE} is too short",
            f"take {TOKEN_BYTES} random characters and more, or unset it",
        )
    return Secret(token) if token else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """What can be steered, and by whom.

    Attributes:
        steering: The platform's clock, and what is to go wrong.
        token: Who has it may steer; None for nobody.
    """

    steering: Steering
    token: Secret | None = field(default_factory=new_control_token)


CONTROL = web.AppKey("CONTROL", Control)


@web.middleware
async def control_answers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let nobody in without the token, and say in JSON what is wrong with a request."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    expected = request.config_dict[CONTROL].token
    is_right = expected is not None and hmac.compare_digest(
        token.encode(errors="replace"), expected.reveal().encode()
    )
    if scheme.lower() != "bearer" or not is_right:
        raise RefusedRequest("the control token is missing or wrong", status=401)
    try:
        return await handler(request)
    except InvalidBody as error:
        return answer_for(request, error)
    except InvalidInput as error:
        return web.json_response({"detail": error.message, "hint": error.hint}, status=400)


async def show_clock(request: web.Request) -> web.Response:
    """Say what time it is on the platform."""
    return web.json_response(_time(request.app[CONTROL].steering))


async def advance_clock(request: web.Request) -> web.Response:
    """Move the platform's time forward."""
    given = checked_fields(await read_object(request), {"advance": a_text})
    steering = request.app[CONTROL].steering
    await steering.advance(read_duration(given["advance"]))
    return web.json_response(_time(steering))


async def reset_clock(request: web.Request) -> web.Response:
    """Let it be as late on the platform as it really is."""
    steering = request.app[CONTROL].steering
    await steering.reset_clock()
    return web.json_response(_time(steering))


async def list_faults(request: web.Request) -> web.Response:
    """Say what is still to go wrong."""
    pending = request.app[CONTROL].steering.plan.pending
    return web.json_response([_shown(one.fault, one.left) for one in pending])


async def add_fault(request: web.Request) -> web.Response:
    """Let something go wrong."""
    fault = _fault(request, await read_object(request))
    await request.app[CONTROL].steering.add_faults([fault])
    return web.json_response(_shown(fault, fault.times), status=201)


async def clear_faults(request: web.Request) -> web.Response:
    """Let nothing go wrong any more."""
    await request.app[CONTROL].steering.clear_faults()
    return web.json_response([])


async def mint_user_token(request: web.Request) -> web.Response:
    """Make a JSON Web Token of a user; of the demo user if none is named."""
    platform = request.app[PLATFORM]
    user_id = await _user_id(request, await read_object(request))
    token = platform.user_tokens.mint(user_id, platform.clock())
    return web.json_response({"access_token": token, "token_type": "bearer", "user_id": user_id})


async def mint_api_key(request: web.Request) -> web.Response:
    """Make an API key of a user; of the demo user if none is named."""
    body = await read_object(request)
    given = checked_fields(body, {"permissions": some_texts, "name": a_text_or_none})
    user_id = await _user_id(request, body)
    name = given.get("name") or "API key"
    key = await new_api_key(request.app[PLATFORM], user_id, name, given["permissions"])
    return web.json_response({"api_key": key.reveal(), "user_id": user_id}, status=201)


async def remove_expired(request: web.Request) -> web.Response:
    """Delete what has expired, now."""
    return web.json_response(asdict(await clean_up(request.app[PLATFORM])))


CONTROL_ROUTES = [
    web.get("/clock", show_clock),
    web.post("/clock", advance_clock),
    web.delete("/clock", reset_clock),
    web.get("/faults", list_faults),
    web.post("/faults", add_fault),
    web.delete("/faults", clear_faults),
    web.post("/user-tokens", mint_user_token),
    web.post("/api-keys", mint_api_key),
    web.post("/cleanup", remove_expired),
]


async def _user_id(request: web.Request, body: Body) -> str:
    email = checked_fields(body, {"email": a_text_or_none}).get("email")
    store = request.app[PLATFORM].store
    user = await (store.user_by_email(email) if email else store.user(DEMO_USER_ID))
    if user is None:
        raise InvalidInput("there is no such user", 'name one with {"email": "..."}')
    return user.id


def _fault(request: web.Request, body: Body) -> Fault:
    checks = {
        "fault": a_text,
        "endpoint": a_text,
        "client_id": a_text_or_none,
        "code": a_text_or_none,
    }
    given = checked_fields(body, checks)
    times, delay = body.get("times", "once"), body.get("delay", DEFAULT_DELAY)
    if not isinstance(delay, int | float) or not isinstance(times, int | str):
        raise InvalidInput("times is a text or a whole number, delay a number of seconds")
    return new_fault(
        request.app[PLATFORM].profile,
        given["fault"],
        given["endpoint"],
        times=times,
        client_id=given.get("client_id"),
        code=given.get("code"),
        delay=delay,
    )


def _shown(fault: Fault, left: int | None) -> Mapping[str, object]:
    return {
        "fault": fault.kind,
        "paths": fault.paths or "any",
        "left": "always" if left is None else left,
        "client_id": fault.client_id,
        "code": fault.code,
    }


def _time(steering: Steering) -> Mapping[str, object]:
    ahead = steering.plan.ahead.total_seconds()
    return {"now": spelled(steering.clock()), "ahead_seconds": ahead}
