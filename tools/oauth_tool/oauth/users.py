"""A user of the platform, as far as OAuth is concerned."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """One user: who signs in, consents, and owns apps."""

    id: str
    email: str
    name: str | None
    timezone: str
    created_at: datetime
    updated_at: datetime


DEMO_USER_ID = "00000000-0000-4000-8000-00000000de00"
DEMO_EMAIL = "demo@example.com"


def demo_user(now: datetime) -> User:
    """Return the user that every embedded store starts with; nobody can sign in elsewhere as it."""
    return User(
        id=DEMO_USER_ID,
        email=DEMO_EMAIL,
        name="Demo User",
        timezone="UTC",
        created_at=now,
        updated_at=now,
    )
