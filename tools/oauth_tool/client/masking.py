"""Make a message fit to be seen: whatever is secret in it is replaced by dots, wherever it stands.

Two nets: the names of members, parameters and headers that carry secrets, and the secrets that
this client knows, which are found even where no name announces them.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from oauth_tool.client.answers import object_in
from oauth_tool.client.messages import Headers, header
from oauth_tool.oauth.credentials import Secret

DOTS = "••••••••"
SECRET_NAMES = frozenset(
    {
        "access_token",
        "assertion",
        "client_assertion",
        "client_secret",
        "code",
        "code_verifier",
        "device_code",
        "id_token",
        "password",
        "refresh_token",
        "registration_access_token",
        "state",
        "subject_token",
        "token",
        "user_code",
    }
)
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "set-cookie"})
URL_HEADERS = frozenset({"content-location", "location", "referer"})
# Shorter texts are too likely to occur by chance; no secret of any use is that short.
SHORTEST_SECRET = 4
_URL = re.compile(r"[a-z][a-z0-9+.\-]*://\S+$")
# Where a body cannot be parsed, a name still tells what follows it.
_NAMED = re.compile(
    rf"""(?P<name>\b(?:{"|".join(sorted(SECRET_NAMES))})(?:["']\s*[:=]\s*["']?|\s*=\s*["']?))"""
    r"""(?P<value>[^\s"'&,;<>{}]+)"""
)


def secrets_in(body: bytes) -> Sequence[Secret]:
    """Return the secrets that a JSON object names as such."""
    document = object_in(body) or {}
    return [
        Secret(value)
        for name, value in document.items()
        if name in SECRET_NAMES and isinstance(value, str)
    ]


@dataclass(frozen=True, kw_only=True)
class Mask:
    """What to hide.

    Attributes:
        prefixes: Beginnings of tokens and secrets that tell their kind and may be seen.
        secrets: The secrets that the client knows.
    """

    prefixes: tuple[str, ...] = ()
    secrets: Collection[str] = field(default=(), repr=False)

    def value(self, secret: str) -> str:
        """Return what is shown of a secret: dots, behind the prefix that tells its kind."""
        known = (prefix for prefix in self.prefixes if secret.startswith(prefix))
        return max(known, key=len, default="") + DOTS

    def text(self, text: str) -> str:
        """Return a text without the known secrets, and without anything that looks like a token."""
        return self._pattern.sub(lambda found: self.value(found.group()), text)

    def loose_text(self, text: str) -> str:
        """Return a text without secrets, also those behind ``name=`` and ``"name":``."""
        hidden = _NAMED.sub(lambda found: found["name"] + self.value(found["value"]), text)
        return self.text(hidden)

    def url(self, url: str) -> str:
        """Return a URL with the secret parameters of its query and fragment hidden."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return self.loose_text(url)
        host = parts.netloc.rpartition("@")[2]
        before = f"{parts.scheme}://{host}" if host else parts.scheme
        query = f"?{self._query(parts.query)}" if parts.query else ""
        fragment = f"#{self._query(parts.fragment)}" if parts.fragment else ""
        return self.text(f"{before}{self.loose_text(parts.path)}{query}{fragment}")

    def parameters(self, url: str) -> Headers:
        """Return the parameters of a URL's query, decoded, with the secret ones hidden."""
        pairs = parse_qsl(url.partition("?")[2].partition("#")[0], keep_blank_values=True)
        return tuple((self.text(name), self._parameter(name, value)) for name, value in pairs)

    def headers(self, headers: Headers) -> Headers:
        """Return headers without credentials, cookies, and secrets in URLs."""
        return tuple((self.text(name), self._header(name, value)) for name, value in headers)

    def body(self, body: bytes, headers: Headers) -> str:
        """Return a body as text: JSON indented, forms one parameter a line, all without secrets."""
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return f"({len(body)} bytes that are no text)"
        if "\0" in text:
            return f"({len(body)} bytes that are no text)"
        if "x-www-form-urlencoded" in header(headers, "Content-Type"):
            return self.text(self._query(text).replace("&", "\n"))
        return self._json(text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        known = sorted(spellings_of(self.secrets), key=len, reverse=True)
        alike = [rf"{re.escape(prefix)}[A-Za-z0-9_\-]{{8,}}" for prefix in self.prefixes]
        return re.compile("|".join([*map(re.escape, known), *alike]) or r"(?!)")

    def _json(self, text: str) -> str:
        try:
            document = json.dumps(self._member(json.loads(text)), indent=2, ensure_ascii=False)
        except (ValueError, RecursionError):
            return self.loose_text(text)
        return self.text(document)

    def _member(self, member: object, *, is_secret: bool = False) -> object:
        match member:
            case dict():
                return {
                    self.text(name): self._member(value, is_secret=is_secret or _names(name))
                    for name, value in member.items()
                }
            case list():
                return [self._member(item, is_secret=is_secret) for item in member]
            case str() if is_secret and member:
                return self.value(member)
            case str():
                return self.url(member) if _URL.match(member) else self.loose_text(member)
            case _:
                return member if self.text(str(member)) == str(member) else DOTS

    def _header(self, name: str, value: str) -> str:
        if name.lower() in SECRET_HEADERS:
            scheme, _, rest = value.partition(" ")
            return f"{scheme} {self.value(rest)}" if rest and "=" not in scheme else DOTS
        return self.url(value) if name.lower() in URL_HEADERS else self.loose_text(value)

    def _query(self, query: str) -> str:
        pairs = parse_qsl(query, keep_blank_values=True)
        if not any("=" in part for part in query.split("&")):
            return self.loose_text(query)
        shown = ((self.text(name), self._parameter(name, value)) for name, value in pairs)
        query = "&".join(f"{quote(name)}={quote(value, safe='/:,@')}" for name, value in shown)
        return query.replace(quote(DOTS), DOTS)

    def _parameter(self, name: str, value: str) -> str:
        if not _names(name):
            return self.url(value) if _URL.match(value) else self.loose_text(value)
        return self.value(value) if value else ""


def spellings_of(secrets: Iterable[str]) -> frozenset[str]:
    """Return every way in which these secrets may be written in a message."""
    return frozenset(_spellings(secrets))


def _names(name: str) -> bool:
    return name.lower() in SECRET_NAMES


def _spellings(secrets: Iterable[str]) -> Iterable[str]:
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            escaped = json.dumps(secret)[1:-1]
            yield from (secret, quote(secret, safe=""), quote(secret), quote_plus(secret), escaped)
