"""Start the embedded platform: database, clock, faults, and a port that it answers on."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.cleanup import DEFAULT_HOURS
from oauth_tool.platform.clock import MovableClock
from oauth_tool.platform.faults import Fault
from oauth_tool.platform.media import MediaFolder
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.user_tokens import UserTokens
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage.opening import local_url, opened_store
from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import Control
from oauth_tool.web.serving import served, stop_requested


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformSettings:
    """What the command line, or a test, asks of the platform.

    Attributes:
        profile: How it behaves.
        port: Its port, 0 for any.
        database_url: Its store; None for this user's local one.
        media: Where logos are kept; None for a folder of this user.
        faults: What is to go wrong from the start.
        user_token_key: The key of users' JSON Web Tokens; None for a new one.
        cleanup_every: How often what has expired is deleted.
    """

    profile: Profile
    port: int = 0
    database_url: str | None = None
    media: Path | None = None
    faults: tuple[Fault, ...] = ()
    user_token_key: Secret | None = field(default=None, repr=False)
    cleanup_every: timedelta = timedelta(hours=DEFAULT_HOURS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """A platform that answers."""

    origin: str
    platform: Platform
    control: Control


@asynccontextmanager
async def running(settings: PlatformSettings) -> AsyncIterator[Running]:
    """Serve a platform as long as the work inside takes.

    Raises:
        ToolError: The port or the database cannot be used.
    """
    control = Control(clock=MovableClock())
    for fault in settings.faults:
        control.faults.add(fault)
    key = settings.user_token_key
    url = settings.database_url or local_url(settings.profile)
    with bound(settings.port, "--port") as listener:
        async with opened_store(url, settings.profile) as store:
            platform = Platform(
                store=store,
                profile=settings.profile,
                clock=control.clock,
                user_tokens=UserTokens(key=key) if key else UserTokens(),
                media=MediaFolder(path=settings.media or local_media(settings.profile)),
            )
            origin = origin_at(listener)
            every = settings.cleanup_every
            app = platform_app(platform, origin, control=control, cleanup_every=every)
            async with served(app, listener):
                yield Running(origin=origin, platform=platform, control=control)


async def serve_platform(settings: PlatformSettings, greet: Callable[[Running], None]) -> None:
    """Serve a platform until somebody asks to stop; say so once it answers.

    Raises:
        ToolError: The port or the database cannot be used.
    """
    with stop_requested() as stop:
        async with running(settings) as platform:
            greet(platform)
            await stop.wait()


def local_media(profile: Profile) -> Path:
    """Return the folder of this user's logos on platforms of this profile."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only when no folder is named

    return user_data_path("oauth-tool", appauthor=False) / "media" / profile.name
