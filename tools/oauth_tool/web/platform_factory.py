"""The platform as an application for a server of others, steered by environment variables.

``gunicorn -k aiohttp.GunicornWebWorker -w 4 oauth_tool.web.platform_factory:app`` serves it from
four processes. These variables are read:

===================================  ===========================================================
OAUTH_TOOL_PROFILE                   the profile; ``autogpt`` by default
OAUTH_TOOL_DATABASE                  the database's URL; this user's local store by default
OAUTH_TOOL_ORIGIN                    where browsers and apps find it: gunicorn's own default,
                                     ``http://127.0.0.1:8000``, by default. Other names are refused
OAUTH_TOOL_CONTROL_TOKEN             who has it may steer the platform; nobody by default
OAUTH_TOOL_PRESET                    a YAML file of users, apps, tokens, API keys, faults and the
                                     clock. One process puts it into the database, once for each
                                     edition of the file
OAUTH_TOOL_ISSUERS                   names of more issuers, with a space between, where the wire
                                     is the standard's
OAUTH_TOKEN_CLEANUP_INTERVAL_HOURS   how often what has expired is deleted
===================================  ===========================================================

Several machines are one platform if they have the same database, token and origin.
"""

import hashlib
import os
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web

from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.platform.cleanup import cleanup_interval
from oauth_tool.platform.platform import Platform
from oauth_tool.presetting.applying_once import apply_once
from oauth_tool.presetting.reading import read_preset
from oauth_tool.profiles.loading import load_profile
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import Control, given_control_token
from oauth_tool.web.platform_running import PlatformSettings, opened_platform
from oauth_tool.web.remote_addresses import checked_address

ORIGIN = "http://127.0.0.1:8000"


async def app() -> web.Application:
    """Return the application; its database is closed when the server ends.

    Raises:
        ToolError: A variable cannot be used, or the database cannot.
    """
    variables = os.environ
    settings = PlatformSettings(
        profile=load_profile(variables.get("OAUTH_TOOL_PROFILE") or "autogpt"),
        database_url=variables.get("OAUTH_TOOL_DATABASE"),
        control_token=given_control_token(variables),
        cleanup_every=cleanup_interval(variables),
        issuers=tuple(variables.get("OAUTH_TOOL_ISSUERS", "").split()),
    )
    origin = checked_address(variables.get("OAUTH_TOOL_ORIGIN") or ORIGIN, "OAUTH_TOOL_ORIGIN")
    stack = AsyncExitStack()
    platform, control = await stack.enter_async_context(opened_platform(settings))
    preset = variables.get("OAUTH_TOOL_PRESET")
    if preset:
        await _keep_preset(Path(preset), platform, control)
    whole = platform_app(
        platform, origin_of(origin), control=control, cleanup_every=settings.cleanup_every
    )
    whole.on_cleanup.append(lambda _: stack.aclose())
    return whole


async def _keep_preset(file: Path, platform: Platform, control: Control) -> None:
    preset = read_preset(file, platform.profile)
    await apply_once(preset, _edition_of(file), platform, control.steering)


def _edition_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
