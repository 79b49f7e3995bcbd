"""Download what a URL leads to: bounded in size and time, and from that one host only."""

import time
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from api_schema.validation.reading.text import Unreadable

SECONDS = 30
CHUNK = 1024 * 1024
HINT = "download it by other means, and name the file"


def download(url: str, *, largest: int) -> bytes:
    """Return what a URL leads to, no more than one byte above a limit.

    Raises:
        Unreadable: It does not answer in time or to the end, sends the reader to another host, or
            has a password in its address.
    """
    opener = build_opener(ProxyHandler(), _SameHost())
    deadline = time.monotonic() + SECONDS
    try:
        _require_no_password(url)
        request = Request(url, headers={"Accept": "application/json, application/yaml, */*"})  # noqa: S310 - the caller checks the scheme
        with opener.open(request, timeout=SECONDS) as response:
            body = _body_of(response, url, largest, deadline)
            if len(body) <= largest and response.length:
                raise Unreadable(url, None, "it breaks off before its end", "try again")
            return body
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise Unreadable(url, None, str(reason), HINT) from error


def _body_of(response: IO[bytes], url: str, largest: int, deadline: float) -> bytes:
    body = bytearray()
    while chunk := response.read(min(CHUNK, largest + 1 - len(body))):
        body += chunk
        if time.monotonic() > deadline:
            raise Unreadable(url, None, f"it takes longer than {SECONDS} seconds", HINT)
    return bytes(body)


def _require_no_password(url: str) -> None:
    parts = urlsplit(url)
    if "@" in parts.netloc:
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        raise Unreadable(shown, None, "its address holds a name or a password", HINT)


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect only where the user's own URL leads, never away from its encryption."""

    def redirect_request(  # noqa: PLR0917 - the signature is urllib's
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Refuse to be sent to another host."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if old.hostname != new.hostname or (old.scheme, new.scheme) == ("https", "http"):
            raise URLError(f"it redirects to {new.scheme}://{new.netloc}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
