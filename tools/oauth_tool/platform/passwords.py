"""Users who sign up by themselves: an e-mail address and a password."""

import asyncio
import re
from dataclasses import dataclass

from oauth_tool.oauth.credentials import Secret, SecretHash, hash_secret, matches
from oauth_tool.oauth.identifiers import new_row_id
from oauth_tool.oauth.users import User
from oauth_tool.platform.client_authentication import NOBODY
from oauth_tool.platform.platform import Platform
from tool_cli.errors import InvalidInput

SHORTEST, LONGEST = 8, 128
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>()\",;:\\]{1,64}@[^\s@<>()\",;:\\]+\.[^\s@<>()\",;:\\]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class SignUp:
    """What somebody fills in to become a user."""

    email: str
    name: str
    password: Secret


async def sign_up(platform: Platform, form: SignUp) -> User:
    """Add a user with a password, and return it.

    Raises:
        InvalidInput: It says which field is wrong, or that the address is taken.
    """
    _check(form)
    if not platform.store.keeps_passwords:
        raise InvalidInput("this platform's database has no room for passwords")
    now = platform.clock()
    user = User(
        id=new_row_id(platform.random),
        email=form.email.strip().lower(),
        name=form.name.strip() or None,
        timezone="UTC",
        created_at=now,
        updated_at=now,
    )
    # Tens of milliseconds outside of the interpreter lock: the event loop goes on meanwhile.
    cost = platform.profile.credentials.scrypt
    kept = await asyncio.to_thread(hash_secret, form.password, cost, platform.random)
    if not await platform.store.add_user_with_password(user, kept):
        raise InvalidInput("there is a user with this e-mail address already")
    return user


async def signed_in_user(platform: Platform, email: str, password: Secret) -> User | None:
    """Return the user with this address and password; every refusal costs one scrypt."""
    known = email.isprintable() and len(email) <= LONGEST_EMAIL
    user = await platform.store.user_by_email(email.strip().lower()) if known else None
    kept = await platform.store.password(user.id) if user else None
    is_right = await _is_password(platform, password, kept or NOBODY)
    return user if is_right and kept else None


async def _is_password(platform: Platform, password: Secret, kept: SecretHash) -> bool:
    if len(password.reveal()) > LONGEST:
        return False
    return await asyncio.to_thread(matches, password, kept, platform.profile.credentials.scrypt)


def _check(form: SignUp) -> None:
    email = form.email.strip()
    if len(email) > LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise InvalidInput("this is no e-mail address")
    if len(form.name) > LONGEST or not form.name.isprintable():
        raise InvalidInput("this name is too long, or has characters that cannot be shown")
    if not SHORTEST <= len(form.password.reveal()) <= LONGEST:
        raise InvalidInput(f"a password has {SHORTEST} to {LONGEST} characters")
