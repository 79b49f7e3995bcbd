"""Start the embedded platform: database, clock, faults, and a port that it answers on."""

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oauth_tool.oauth.credentials import Secret
from oauth_tool.platform.cleanup import DEFAULT_HOURS
from oauth_tool.platform.faults import Fault
from oauth_tool.platform.keys import shared_keys
from oauth_tool.platform.media import MediaFolder, local_media
from oauth_tool.platform.platform import Platform
from oauth_tool.platform.rfc.issuer_names import check_issuer_names
from oauth_tool.platform.steering import Steering
from oauth_tool.platform.user_tokens import UserTokens
from oauth_tool.profiles.profile import Profile
from oauth_tool.storage.opening import local_url, opened_store
from oauth_tool.storage.store import Store
from oauth_tool.web.event_loop import settle
from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.memory import give_back_large_blocks
from oauth_tool.web.platform_app import platform_app
from oauth_tool.web.platform_control import Control, new_control_token
from oauth_tool.web.platform_dialects import dialect_of
from oauth_tool.web.serving import served, stop_requested

if TYPE_CHECKING:
    from oauth_tool.presetting.preset import Preset


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformSettings:
    """What the command line, or a test, asks of the platform.

    Attributes:
        profile: How it behaves.
        port: Its port, 0 for any.
        shares_port: Whether other processes serve the same platform there.
        database_url: Its store; None for this user's local one.
        media: Where logos are kept; None for a folder of this user.
        faults: What is to go wrong from the start.
        preset: What it holds from the start.
        user_token_key: The key of users' JSON Web Tokens; None for the one in the database.
        control_token: Who has it may steer the platform; None for nobody.
        cleanup_every: How often what has expired is deleted.
        issuers: The names of the issuers beside the one at the root.
    """

    profile: Profile
    port: int = 0
    shares_port: bool = False
    database_url: str | None = field(default=None, repr=False)
    media: Path | None = None
    faults: tuple[Fault, ...] = ()
    preset: "Preset | None" = field(default=None, repr=False)
    user_token_key: Secret | None = field(default=None, repr=False)
    control_token: Secret | None = field(default_factory=new_control_token, repr=False)
    cleanup_every: timedelta = timedelta(hours=DEFAULT_HOURS)
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """A platform that answers."""

    origin: str
    platform: Platform
    control: Control

    @property
    def addresses(self) -> Sequence[tuple[str, str]]:
        """What a developer looks for first on a platform of this wire, and where it is."""
        return dialect_of(self.platform.profile).addresses(self.platform, self.origin)


@asynccontextmanager
async def running(settings: PlatformSettings) -> AsyncIterator[Running]:
    """Serve a platform as long as the work inside takes.

    Raises:
        ToolError: The port or the database cannot be used.
    """
    with bound(settings.port, "--port", shared=settings.shares_port) as listener:
        async with opened_platform(settings) as (platform, control):
            origin = origin_at(listener)
            every = settings.cleanup_every
            app = platform_app(platform, origin, control=control, cleanup_every=every)
            async with served(app, listener):
                yield Running(origin=origin, platform=platform, control=control)


@asynccontextmanager
async def opened_platform(settings: PlatformSettings) -> AsyncIterator[tuple[Platform, Control]]:
    """Open a platform's database, and return the platform with what steers it.

    Raises:
        ToolError: The database cannot be used.
    """
    check_issuer_names(settings.profile, settings.issuers)
    url = settings.database_url or local_url(settings.profile)
    async with opened_store(url, settings.profile, for_platform=True) as store:
        yield await platform_over(store, settings)


async def platform_over(store: Store, settings: PlatformSettings) -> tuple[Platform, Control]:
    """Return the platform over a store that is open, with what steers it.

    Raises:
        ToolError: The preset does not fit what is in the store.
    """
    keys = await shared_keys(store.state, secrets.token_bytes)
    steering = Steering(store.state)
    await steering.add_faults(settings.faults)
    await steering.refresh()
    platform = Platform(
        store=store,
        profile=settings.profile,
        clock=steering.clock,
        user_tokens=UserTokens(key=settings.user_token_key or keys.user_tokens),
        browser_key=keys.browsers,
        media=MediaFolder(path=settings.media or local_media(settings.profile)),
        issuers=settings.issuers,
    )
    if settings.preset:
        # What registers apps is imported only where there are some to register.
        from oauth_tool.presetting.applying import apply_preset  # noqa: PLC0415

        give_back_large_blocks()  # an app's secret is hashed, and so is a user's password
        await apply_preset(settings.preset, platform, steering)
    return platform, Control(steering=steering, token=settings.control_token)


async def serve_platform(settings: PlatformSettings, greet: Callable[[Running], None]) -> None:
    """Serve a platform until somebody asks to stop; say so once it answers.

    Raises:
        ToolError: The port or the database cannot be used.
    """
    with stop_requested() as stop:
        async with running(settings) as platform:
            settle()
            greet(platform)
            await stop.wait()
