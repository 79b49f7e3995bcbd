"""How long codes and tokens live."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Lifetimes:
    """How long what a platform issues is valid."""

    code: timedelta
    access_token: timedelta
    refresh_token: timedelta
