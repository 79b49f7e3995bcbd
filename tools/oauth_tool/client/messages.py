"""Requests and responses as data: who sends them is not decided here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One HTTP request. It holds secrets, so its ``repr`` holds little."""

    method: str
    url: str = field(repr=False)
    headers: Headers = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """One HTTP response, read to its end; the moment from which its lifetimes count, if known."""

    status: int
    reason: str = ""
    headers: Headers = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)
    received_at: datetime | None = None

    @property
    def is_success(self) -> bool:
        """Whether the status is one of 200 to 299."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110 15.3


def header(headers: Headers, name: str) -> str:
    """Return the first value of a header, whatever its case; empty if there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


JSON_HEADERS: Mapping[str, str] = {
    "Accept": "application/json",
    "Content-Type": "application/json",
}
