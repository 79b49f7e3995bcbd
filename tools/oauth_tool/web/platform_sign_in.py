"""Who has signed in with this browser: a signed cookie, so that every process can read it."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from aiohttp import web

from oauth_tool.oauth.users import User
from oauth_tool.web.browsers import Browsers
from oauth_tool.web.errors import RefusedRequest
from oauth_tool.web.platform_endpoints import PLATFORM

COOKIE = "oauth_tool_platform_user"
LIFETIME = timedelta(hours=12)
PARTS = 3
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What is compared with a moment: who is asked to sign in again may do so within the same second.
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIns:
    """Makes and reads the cookie. The key is what makes it worth something."""

    key: bytes = field(repr=False)

    def sign_in(self, response: web.Response, user_id: str, now: datetime) -> None:
        """Let the browser act as this user for a while."""
        expiry = (now + LIFETIME - EPOCH) // TICK
        ticket = f"{urlsafe_b64encode(user_id.encode()).decode()}.{expiry}"
        response.set_cookie(
            COOKIE,
            f"{ticket}.{self._mac(ticket)}",
            path="/",
            httponly=True,
            samesite="Lax",
        )

    def user_id(self, request: web.Request, now: datetime) -> str | None:
        """Return the user that the browser acts as, or None."""
        ticket = self._ticket(request, now)
        return ticket[0] if ticket else None

    def signed_in_at(self, request: web.Request, now: datetime) -> datetime | None:
        """Return when the browser's user signed in, or None."""
        ticket = self._ticket(request, now)
        return ticket[1] - LIFETIME if ticket else None

    def _ticket(self, request: web.Request, now: datetime) -> tuple[str, datetime] | None:
        cookie = request.cookies.get(COOKIE, "")
        parts = cookie.split(".")
        if len(parts) != PARTS or not cookie.isascii():
            return None
        ticket = f"{parts[0]}.{parts[1]}"
        if not hmac.compare_digest(parts[2].encode(), self._mac(ticket).encode()):
            return None
        expiry = EPOCH + int(parts[1]) * TICK
        if now >= expiry:
            return None
        return urlsafe_b64decode(parts[0]).decode(), expiry

    def _mac(self, ticket: str) -> str:
        return hmac.digest(self.key, b"signed in:" + ticket.encode(), hashlib.sha256).hex()


BROWSERS = web.AppKey("PLATFORM_BROWSERS", Browsers)
SIGN_INS = web.AppKey("SIGN_INS", SignIns)
LOGIN = "/login"


async def signed_in(request: web.Request) -> User | None:
    """Return the user that this browser is signed in as."""
    platform = request.app[PLATFORM]
    user_id = request.app[SIGN_INS].user_id(request, platform.clock())
    return await platform.store.user(user_id) if user_id else None


async def signed_in_sender(request: web.Request) -> User:
    """Return the user who sends a form.

    Raises:
        RefusedRequest: Nobody is signed in.
    """
    user = await signed_in(request)
    if user is None:
        raise RefusedRequest("nobody is signed in any more", "start again at the app", status=403)
    return user


def sign_in_first(request: web.Request) -> web.Response:
    """Send the browser to the login page, which sends it back here."""
    return see_other(f"{LOGIN}?next={quote(request.raw_path, safe='')}")


def see_other(location: str) -> web.Response:
    """Send the browser somewhere else, to read what is there (RFC 9110 15.4.4)."""
    return web.Response(status=303, headers={"Location": location})
