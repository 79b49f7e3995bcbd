"""A platform in the running event loop, and what a test does with it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.api_keys import new_api_key
from oauth_tool.platform.cleanup import clean_up
from oauth_tool.platform.clock import read_duration
from oauth_tool.platform.faults import read_fault
from oauth_tool.platform.passwords import SignUp, sign_up
from oauth_tool.profiles.loading import load_profile
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.client_metadata import set_metadata
from oauth_tool.storage.tokens import ExpiredCounts
from oauth_tool.web.platform_running import PlatformSettings, Running, running

if TYPE_CHECKING:
    from oauth_tool.presetting.preset import Preset


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisteredApp:
    """What an app has to know. ``client_secret`` is empty for a public client."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"RegisteredApp(client_id={self.client_id!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class AsyncPlatform:
    """A running platform.

    Attributes:
        running: What is inside, for tests that look there.
    """

    running: Running

    def __repr__(self) -> str:
        return f"AsyncPlatform(url={self.url!r})"

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return self.running.origin

    @property
    def control_token(self) -> str:
        """The bearer token of the requests below ``/control/``."""
        token = self.running.control.token
        return token.reveal() if token else ""

    def endpoint(self, name: str) -> str:
        """Return the URL of ``authorization``, ``token``, ``introspection`` and so on."""
        path: str = getattr(self.running.platform.profile.endpoints, name).path
        return f"{self.url}{path}"

    async def advance(self, duration: str | timedelta) -> None:
        """Move its time forward, by ``"3601s"`` or ``"30d"``."""
        length = read_duration(duration) if isinstance(duration, str) else duration
        await self.running.control.steering.advance(length)

    async def fail(self, fault: str) -> None:
        """Let an answer go wrong: ``KIND@ENDPOINT[:TIMES][:CLIENT_ID]``, once by default."""
        asked = read_fault(self.running.platform.profile, fault)
        await self.running.control.steering.add_faults([asked])

    async def stop_failing(self) -> None:
        """Let nothing go wrong any more."""
        await self.running.control.steering.clear_faults()

    async def register(
        self,
        *,
        redirect_uris: Sequence[str],
        scopes: Sequence[str] = (),
        name: str = "Test app",
        is_public: bool = False,
        metadata: Mapping[str, object] | None = None,
    ) -> RegisteredApp:
        """Register an app of the demo user with all grants, and all scopes unless some are named.

        On the standard wire, ``metadata`` is what else it says of itself, such as ``jwks`` and
        ``token_endpoint_auth_method`` (RFC 7591 2).
        """
        platform = self.running.platform
        form = Form(
            name=name,
            redirect_uris=tuple(redirect_uris),
            scopes=tuple(scopes) or tuple(platform.profile.scopes),
            grant_types=platform.profile.grant_types,
            owner_id=DEMO_USER_ID,
            is_public=is_public,
        )
        registration = await asyncio.to_thread(prepare, form, platform.profile)
        await platform.store.add_client(registration.client)
        if metadata:
            await set_metadata(platform.store, registration.client, metadata)
        secret = registration.secret
        return RegisteredApp(
            client_id=registration.client.client_id,
            client_secret=secret.reveal() if secret else "",
        )

    async def add_user(self, email: str, password: str, *, name: str = "") -> str:
        """Add a user who signs in with a password, and return its identifier."""
        form = SignUp(email=email, name=name, password=Secret(password))
        return (await sign_up(self.running.platform, form)).id

    async def approve(self, authorization_url: str, *, user_id: str = DEMO_USER_ID) -> str:
        """Let a user agree to an authorization request, and return where the browser goes.

        Raises:
            ProtocolError: The platform does not even ask the user.
        """
        # What both wires check of a request is imported only where somebody asks.
        from oauth_tool.testing.approving import approved  # noqa: PLC0415

        return await approved(self.running, authorization_url, user_id)

    async def user_token(self, user_id: str = DEMO_USER_ID) -> str:
        """Return a JSON Web Token by which the platform's own pages act for a user."""
        platform = self.running.platform
        return platform.user_tokens.mint(user_id, platform.clock())

    async def api_key(self, *permissions: str, user_id: str = DEMO_USER_ID) -> str:
        """Return a new API key of a user."""
        platform = self.running.platform
        return (await new_api_key(platform, user_id, "Test key", permissions)).reveal()

    async def clean_up(self) -> ExpiredCounts:
        """Delete what has expired, now, and return how many rows that were."""
        return await clean_up(self.running.platform)


@asynccontextmanager
async def opened(
    *,
    profile: str,
    port: int,
    database_url: str | None,
    faults: Sequence[str],
    preset: str | Path | None,
    issuers: Sequence[str],
) -> AsyncIterator[AsyncPlatform]:
    """Run a platform, with a temporary folder for what it keeps."""
    loaded = load_profile(profile)
    with tempfile.TemporaryDirectory(prefix="oauth-tool-") as folder:
        settings = PlatformSettings(
            profile=loaded,
            port=port,
            database_url=database_url or f"sqlite:///{folder}/platform.sqlite3",
            media=Path(folder) / "media",
            faults=tuple(read_fault(loaded, fault) for fault in faults),
            preset=_preset_in(Path(preset), loaded) if preset else None,
            issuers=tuple(issuers),
        )
        async with running(settings) as platform:
            yield AsyncPlatform(running=platform)


def _preset_in(file: Path, profile: Profile) -> "Preset":
    # The validator of schemas takes a twentieth of a second to import, and few have a preset.
    from oauth_tool.presetting.reading import read_preset  # noqa: PLC0415

    return read_preset(file, profile)
