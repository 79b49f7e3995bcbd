"""Tell browsers apart by a cookie, and forms of our own pages from forged ones by a token.

Cookies ignore ports: the client and the platform, both on 127.0.0.1, need names of their own.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from oauth_tool.web.errors import RefusedRequest

MULTIPART = "multipart/form-data"
ID_BYTES = 32
_ID = re.compile(r"[A-Za-z0-9_-]{43}")
NO_FORM = (HttpProcessingError, ValueError, LookupError, RuntimeError, AssertionError)
"""What aiohttp raises for a body that is not the form that it is said to be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PostedForm:
    """The fields of a form that was sent."""

    pairs: tuple[tuple[str, str], ...] = field(repr=False)

    def one(self, name: str) -> str:
        """Return the first value of a field, empty if there is none."""
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, in their order."""
        return tuple(value for key, value in self.pairs if key == name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Browsers:
    """How one application recognizes browsers.

    Attributes:
        cookie: The cookie's name.
        key: What the tokens of forms are made with; it lives as long as the process.
    """

    cookie: str
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def id_of(self, request: web.Request) -> str | None:
        """Return the identifier that the browser presents, or None; we may have forgotten it."""
        claimed = request.cookies.get(self.cookie, "")
        return claimed if _ID.fullmatch(claimed) else None

    def new_id(self) -> str:
        """Return an identifier that nobody can guess."""
        return secrets.token_urlsafe(ID_BYTES)

    def remember(self, response: web.StreamResponse, browser_id: str) -> None:
        """Let the browser present this identifier from now on, until it is closed."""
        response.set_cookie(self.cookie, browser_id, path="/", httponly=True, samesite="Lax")

    def csrf_token(self, browser_id: str) -> str:
        """Return the token that the forms of this browser carry in the field ``csrf_token``."""
        return hmac.digest(self.key, browser_id.encode(), hashlib.sha256).hex()

    async def checked_form(self, request: web.Request) -> PostedForm:
        """Return the posted fields, once it is certain that a page of ours sent them.

        Raises:
            RefusedRequest: There is no form, the browser is unknown, or the token is missing or
                another browser's.
        """
        if request.content_type == MULTIPART:  # our forms send no files through here
            raise RefusedRequest("this form sends no files", status=400)
        try:
            posted = await request.post()
        except NO_FORM as error:
            raise RefusedRequest("what was sent is no form", status=400) from error
        form = PostedForm(pairs=tuple((name, str(value)) for name, value in posted.items()))
        browser_id = self.id_of(request)
        token = form.one("csrf_token")
        if browser_id is None or not hmac.compare_digest(
            token.encode(errors="replace"), self.csrf_token(browser_id).encode()
        ):
            raise RefusedRequest(
                "the form is too old, or did not come from a page of this server",
                "go back, reload the page and try again; cookies must be allowed",
                status=403,
            )
        return form
