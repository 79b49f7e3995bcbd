"""Download what a URL leads to: bounded in size and time, and from that one host only."""

import time
import zlib
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from api_schema.validation.reading.text import Unreadable

SECONDS = 30
CHUNK = 1024 * 1024
IDENTITY = "identity"
COMPRESSED = frozenset({"gzip", "x-gzip", "deflate"})
ZLIB_OR_GZIP = zlib.MAX_WBITS + 32  # https://docs.python.org/3/library/zlib.html#zlib.decompress
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
                raise _broken_off(url)
            encoding = (response.headers.get("Content-Encoding") or IDENTITY).strip().lower()
            return body if encoding == IDENTITY else _decoded(body, encoding, url, largest)
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


def _decoded(body: bytes, encoding: str, url: str, largest: int) -> bytes:
    """Return what was compressed, no more than one byte above the limit (RFC 9110 8.4.1).

    Nobody has asked for it, but some servers have nothing else.
    """
    if encoding not in COMPRESSED:
        raise Unreadable(url, None, f"it comes in the encoding {encoding[:40]!r}", HINT)
    decompressor = zlib.decompressobj(wbits=ZLIB_OR_GZIP)
    try:
        decoded = decompressor.decompress(body, largest + 1)
    except zlib.error as error:
        raise Unreadable(url, None, f"it is no {encoding}: {error}", HINT) from error
    if len(decoded) <= largest and not decompressor.eof:
        raise _broken_off(url)
    return decoded


def _broken_off(url: str) -> Unreadable:
    return Unreadable(url, None, "it breaks off before its end", "try again")


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
