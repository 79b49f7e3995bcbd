"""A platform in a thread of its own, for tests without an event loop."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.storage.tokens import ExpiredCounts
from oauth_tool.testing.asynchronous import AsyncPlatform, RegisteredApp

Result = TypeVar("Result")
PATIENCE_SECONDS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncPlatform:
    """A running platform. Its methods are those of ``AsyncPlatform``, and wait for the answer."""

    inner: AsyncPlatform
    loop: asyncio.AbstractEventLoop

    def __repr__(self) -> str:
        return f"SyncPlatform(url={self.url!r})"

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return self.inner.url

    @property
    def control_token(self) -> str:
        """The bearer token of the requests below ``/control/``."""
        return self.inner.control_token

    def endpoint(self, name: str) -> str:
        """Return the URL of ``authorization``, ``token``, ``introspection`` and so on."""
        return self.inner.endpoint(name)

    def advance(self, duration: str | timedelta) -> None:
        """Move its time forward, by ``"3601s"`` or ``"30d"``."""
        result_of(self.inner.advance(duration), self.loop)

    def fail(self, fault: str) -> None:
        """Let an answer go wrong: ``KIND@ENDPOINT[:TIMES][:CLIENT_ID]``, once by default."""
        result_of(self.inner.fail(fault), self.loop)

    def stop_failing(self) -> None:
        """Let nothing go wrong any more."""
        result_of(self.inner.stop_failing(), self.loop)

    def register(
        self,
        *,
        redirect_uris: Sequence[str],
        scopes: Sequence[str] = (),
        name: str = "Test app",
        is_public: bool = False,
        metadata: Mapping[str, object] | None = None,
    ) -> RegisteredApp:
        """Register an app of the demo user, as ``AsyncPlatform.register`` does."""
        return result_of(
            self.inner.register(
                redirect_uris=redirect_uris,
                scopes=scopes,
                name=name,
                is_public=is_public,
                metadata=metadata,
            ),
            self.loop,
        )

    def add_user(self, email: str, password: str, *, name: str = "") -> str:
        """Add a user who signs in with a password, and return its identifier."""
        return result_of(self.inner.add_user(email, password, name=name), self.loop)

    def approve(self, authorization_url: str, *, user_id: str = DEMO_USER_ID) -> str:
        """Let a user agree to an authorization request, and return where the browser goes.

        Raises:
            ProtocolError: The platform does not even ask the user.
        """
        return result_of(self.inner.approve(authorization_url, user_id=user_id), self.loop)

    def user_token(self, user_id: str = DEMO_USER_ID) -> str:
        """Return a JSON Web Token by which the platform's own pages act for a user."""
        return result_of(self.inner.user_token(user_id), self.loop)

    def api_key(self, *permissions: str, user_id: str = DEMO_USER_ID) -> str:
        """Return a new API key of a user."""
        return result_of(self.inner.api_key(*permissions, user_id=user_id), self.loop)

    def clean_up(self) -> ExpiredCounts:
        """Delete what has expired, now, and return how many rows that were."""
        return result_of(self.inner.clean_up(), self.loop)


@contextmanager
def opened(platform: AbstractAsyncContextManager[AsyncPlatform]) -> Iterator[SyncPlatform]:
    """Run a platform in a thread, and end both."""
    with _loop_in_thread() as loop:
        inner = result_of(_entered(platform), loop)
        try:
            yield SyncPlatform(inner=inner, loop=loop)
        finally:
            result_of(_left(platform), loop)


def result_of(work: Coroutine[Any, Any, Result], loop: asyncio.AbstractEventLoop) -> Result:
    """Let a loop in another thread do some work, and return what it returned."""
    return asyncio.run_coroutine_threadsafe(work, loop).result(PATIENCE_SECONDS)


@contextmanager
def _loop_in_thread() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="oauth-tool-platform", daemon=True)
    thread.start()
    try:
        yield loop
    finally:
        result_of(loop.shutdown_default_executor(), loop)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE_SECONDS)
        loop.close()


async def _entered(platform: AbstractAsyncContextManager[AsyncPlatform]) -> AsyncPlatform:
    return await platform.__aenter__()


async def _left(platform: AbstractAsyncContextManager[AsyncPlatform]) -> None:
    await platform.__aexit__(None, None, None)
