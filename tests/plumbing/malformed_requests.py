"""Requests that no honest client sends, the same for the same seed, and a client that sends them.

Some are no HTTP at all. Most are HTTP up to a certain point, often with a credential that is good,
so that what is wrong is met as deep inside as possible.
"""

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote, quote_from_bytes

from oauth_tool.web import platform_document
from oauth_tool.web.rfc import document as rfc_document

CRLF = b"\r\n"
SHARED_PAGES = (
    ("GET", "/"),
    ("GET", "/login"),
    ("POST", "/login"),
    ("POST", "/signup"),
    ("GET", "/profile/oauth-apps"),
    ("POST", "/profile/oauth-apps/{id}/status"),
    ("POST", "/profile/oauth-apps/{id}/logo"),
    ("GET", "/media/{name}"),
    ("GET", "/static/{name}"),
    ("GET", "/healthz"),
    ("POST", "/control/clock"),
    ("POST", "/control/user-tokens"),
    ("POST", "/control/api-keys"),
)
PAGES = {
    "autogpt": (
        *SHARED_PAGES,
        ("GET", "/auth/authorize"),
        ("POST", "/auth/authorize"),
        ("GET", "/auth/integrations/setup-wizard"),
        ("POST", "/auth/integrations/setup-wizard"),
        ("GET", "/external-api/docs"),
        ("GET", "/external-api/docs/{name}"),
        ("GET", "/external-api/openapi.json"),
    ),
    "rfc": (
        *SHARED_PAGES,
        ("GET", "/authorize"),
        ("POST", "/authorize"),
        ("POST", "/authorize/decision"),
        ("GET", "/device"),
        ("POST", "/device"),
        ("GET", "/openapi.json"),
    ),
}
DOCUMENTS = {"autogpt": platform_document.openapi, "rfc": rfc_document.openapi}
METHODS = ("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get")
NO_TEXT = "\udcff"
TEXTS = (
    "",
    "x",
    "\0",
    "\ud800",
    "é" * 50,
    "../../etc/passwd",
    "%00%ff",
    "' OR 1=1 --",
    "<script>",
    "\r\nX-Injected: 1",
    "9" * 5000,
    "a" * 9000,
    "https://[::1",
    "http://\u2100.example/",
    "-1",
    "true",
    NO_TEXT,
    "eyJhbGciOiJub25lIn0.e30.",
    "eyJhbGciOiJFUzI1NiIsImp3ayI6e319.W10.AA",
)
NUMBERS = (0, -1, 2**63, 10**400, 1e308, float("nan"), float("inf"))
TYPES = (
    "application/json",
    "application/json; charset=utf-16",
    "application/json; charset=nope",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=nope",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "b" * 80,
    "multipart/mixed; boundary=b",
    "text/plain",
    "",
    "/",
    "é",
)
HEADERS = ("Origin", "Cookie", "Accept", "Sec-Fetch-Site", "Range", "Expect", "DPoP")
NO_JSON = (b"[" * 50000, b"{" * 900, b'{"a":', b"NaN", b"1" * 6000, b"\xff\xfe")
PART = '--b\r\nContent-Disposition: form-data; name="{}"'
NO_HTTP = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
    b"POST /login HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
    b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n",
)
PATIENCE_SECONDS = 20


@dataclass(frozen=True, kw_only=True)
class Known:
    """What opens doors: so the requests come further than to the first one.

    Attributes:
        host: The host and port that the platform is served at.
        credentials: What is good in an ``Authorization`` header somewhere.
        api_key: An API key.
        texts: Whatever else is good somewhere: client ids, secrets, ids of rows, codes.
        cookies: A browser's cookies.
        csrf_token: What its forms carry.
        operations: Pairs of a method and a path of the platform, with variable parts in braces.
    """

    host: str
    credentials: tuple[str, ...]
    api_key: str
    texts: tuple[str, ...]
    cookies: str
    csrf_token: str
    operations: tuple[tuple[str, str], ...]


@dataclass
class Malformed:
    """Makes one request after another."""

    known: Known
    random: object

    def request(self):
        """Return the bytes of a request, and whether its answer has no body."""
        if self.random.random() < 0.05:
            return self.random.choice(NO_HTTP), False
        method, path = self._one(self.known.operations)
        if self.random.random() < 0.1:
            method = self._one(METHODS)
        body, content_type = self._body()
        head = [f"{method} {self._target(path)} HTTP/1.1", f"Host: {self._host()}"]
        head += [f"Content-Length: {len(body)}", f"Content-Type: {content_type}"]
        head += self._credentials()
        if self.random.random() < 0.2:
            head.append(f"{self._one(HEADERS)}: {self._header()}")
        spelled = "\r\n".join(head).encode("utf-8", "surrogatepass") + CRLF + CRLF
        return spelled + body, method == "HEAD"

    def _one(self, choices):
        return self.random.choice(choices)

    def _text(self):
        return self._one(self.known.texts if self.random.random() < 0.4 else TEXTS)

    def _header(self):
        return self._text().replace("\0", "").replace("\r\n", " ")[:7000]

    def _host(self):
        return self.known.host if self.random.random() < 0.97 else self._header() or "x"

    def _target(self, path):
        path = re.sub(r"{\w+}", lambda _: self._in_url(), path)
        if self.random.random() < 0.05:
            path += self._in_url()
        if self.random.random() < 0.5:
            path += "?" + "&".join(f"{self._name()}={self._in_url()}" for _ in range(4))
        return path or "/"

    def _in_url(self):
        if self.random.random() < 0.1:
            return quote_from_bytes(self.random.randbytes(8))
        return quote(self._text()[:2000].encode("utf-8", "surrogatepass"), safe="") or "x"

    def _name(self):
        return self._one(NAMES)

    def _credentials(self):
        chosen = self.random.random()
        if chosen < 0.55:
            return [f"Authorization: {self._one(self.known.credentials)}"]
        if chosen < 0.68:
            return [f"Cookie: {self.known.cookies}"]
        if chosen < 0.7:
            return [f"Cookie: {self.known.cookies.partition('=')[0]}={self._header()}.1.{NO_TEXT}"]
        if chosen < 0.8:
            return [f"X-API-Key: {self.known.api_key}"]
        if chosen < 0.9:
            return [f"Authorization: {self._one(('Bearer', 'Basic', 'DPoP', ''))} {self._header()}"]
        return [f"X-API-Key: {self._header()}"] if chosen < 0.92 else []

    def _body(self):
        kind = self._one((self._json, self._json, self._form, self._multipart, self._bytes))
        body, content_type = kind()
        return body, content_type if self.random.random() < 0.9 else self._one(TYPES)

    def _json(self):
        if self.random.random() < 0.1:
            return self._one(NO_JSON), TYPES[0]
        names = self.random.sample(NAMES, 6)
        fields = {name: self._value() for name in names}
        return json.dumps(fields).encode(), TYPES[0]

    def _value(self, depth=0):
        chosen = self.random.random()
        if chosen < 0.6 or depth > 2:
            return self._text()
        if chosen < 0.7:
            return self._one(NUMBERS)
        if chosen < 0.8:
            return self._one((None, True, False))
        inner = [self._value(depth + 1) for _ in range(2)]
        return inner if chosen < 0.9 else {"x": inner}

    def _form(self):
        fields = [("csrf_token", self.known.csrf_token)]
        fields += [(self._name(), self._in_url()) for _ in range(5)]
        text = "&".join(f"{name}={value}" for name, value in fields)
        return text.encode() + self._one((b"", b"&\xff=%zz", b"&" * 50)), TYPES[3]

    def _multipart(self):
        name = self._one(("file", "csrf_token", "", "\x0e", 'x"y'))
        head = PART.format(name) + '; filename="x"\r\n'
        head += self._one(
            ("", "Content-Type: image/png\r\n", "Content-Encoding: nope\r\n", "x\r\n")
        )
        head += self._one(("", "Content-Transfer-Encoding: base64\r\n", "Content-Length: -1\r\n"))
        token = f"{PART.format('csrf_token')}\r\n\r\n{self.known.csrf_token}\r\n"
        content = self._one((b"\x89PNG\r\n\x1a\n", self.random.randbytes(40), b""))
        end = self._one((b"\r\n--b--\r\n", b"\r\n--b", b"", b"\r\n--bx\r\n"))
        return token.encode() + head.encode() + CRLF + content + end, TYPES[5]

    def _bytes(self):
        return self.random.randbytes(self.random.randrange(200)), self._one(TYPES)


NAMES = (
    *("client_id", "client_secret", "grant_type", "code", "redirect_uri", "code_verifier"),
    *("refresh_token", "token", "token_type_hint", "scopes", "scope", "state", "response_type"),
    *("code_challenge", "code_challenge_method", "is_active", "logo_url", "query", "next", "email"),
    *("password", "name", "user_id", "decision", "providers", "advance", "endpoint", "permissions"),
    *("username_agent_slug", "audience", "resource", "request_uri", "client_assertion"),
    *("client_assertion_type", "device_code", "user_code", "subject_token", "subject_token_type"),
    *("prompt", "max_age", "id_token_hint", "dpop_jkt", "request", "redirect_uris", "grant_types"),
    *("jwks", "token_endpoint_auth_method", "contacts", "client_name", "logo_uri"),
)


@dataclass
class Sent:
    """What came of the requests: how many of each status, and those that failed inside."""

    statuses: Counter = field(default_factory=Counter)
    failures: list = field(default_factory=list)

    def note(self, status, request):
        """Count an answer; None if the connection ended without one."""
        self.statuses[status] += 1
        if status is not None and status >= 500 and len(self.failures) < 20:
            self.failures.append(request)


async def send(malformed, count, connections=8, sent=None):
    """Send so many requests, several at once, and return what came of them."""
    sent = sent or Sent()
    left = iter(range(count))
    host, _, port = malformed.known.host.rpartition(":")

    async def sender():
        reader = writer = None
        for _ in left:
            request, is_head = malformed.request()
            if writer is None:
                reader, writer = await asyncio.open_connection(host, int(port))
            status, goes_on = await _exchange(reader, writer, request, is_head)
            sent.note(status, request)
            if not goes_on:
                writer.close()
                writer = None
        if writer:
            writer.close()

    await asyncio.gather(*(sender() for _ in range(connections)))
    return sent


async def _exchange(reader, writer, request, is_head):
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            writer.write(request)
            await writer.drain()
            if request in NO_HTTP:
                writer.write_eof()
            return await _answer(reader, is_head or request in NO_HTTP)
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None, False


async def _answer(reader, is_bare):
    head = (await reader.readuntil(CRLF + CRLF)).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    length = re.search(r"content-length: (\d+)", head)
    if is_bare or "connection: close" in head:
        return status, False
    if length:
        await reader.readexactly(int(length[1]))
        return status, True
    return status, status in {204, 304}
