"""Take a JSON Web Token apart (RFC 7519). Nothing in it is believed before its signature is."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field

Members = Mapping[str, object]
PARTS = 3
LONGEST_TOKEN = 32 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class WebToken:
    """The readable parts of a signed token."""

    header: Members = field(repr=False)
    claims: Members = field(repr=False)

    @property
    def algorithm(self) -> str:
        """The algorithm that the token says it was signed with."""
        return str(self.header.get("alg", ""))


def web_token_in(text: str) -> WebToken | None:
    """Return what a token says, None if it is opaque: only its server can read it then."""
    parts = text.split(".")
    if len(parts) != PARTS or len(text) > LONGEST_TOKEN:
        return None
    header, claims = (_object_in(part) for part in parts[:2])
    if header is None or claims is None:
        return None
    return WebToken(header=header, claims=claims)


def _object_in(part: str) -> Members | None:
    try:
        document = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
