"""Who has signed in with this browser: a signed cookie, so that every process can read it."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

COOKIE = "oauth_tool_platform_user"
LIFETIME = timedelta(hours=12)
PARTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIns:
    """Makes and reads the cookie. The key is what makes it worth something."""

    key: bytes

    def sign_in(self, response: web.Response, user_id: str, now: datetime) -> None:
        """Let the browser act as this user for a while."""
        expiry = int((now + LIFETIME).timestamp())
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
        parts = request.cookies.get(COOKIE, "").split(".")
        if len(parts) != PARTS:
            return None
        ticket = f"{parts[0]}.{parts[1]}"
        if not hmac.compare_digest(parts[2].encode(), self._mac(ticket).encode()):
            return None
        if now.timestamp() >= int(parts[1]):
            return None
        return urlsafe_b64decode(parts[0]).decode()

    def _mac(self, ticket: str) -> str:
        return hmac.digest(self.key, b"signed in:" + ticket.encode(), hashlib.sha256).hex()
