"""Users and their passwords."""

from oauth_tool.oauth.credentials import SecretHash
from oauth_tool.oauth.users import User
from oauth_tool.storage.records.loose import loose
from oauth_tool.storage.tables import Row


def password(row: Row) -> SecretHash:
    """Return what is kept of a user's password."""
    values = loose(row)
    return SecretHash(digest=values["digest"], salt=values["salt"])


def password_row(user: User, kept: SecretHash) -> Row:
    """Return the row of a user's password."""
    return {"id": user.id, "digest": kept.digest, "salt": kept.salt}


def user(row: Row) -> User:
    """Return the user in a row."""
    return User(**loose(row))


def user_row(user: User) -> Row:
    """Return the row of a user."""
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "timezone": user.timezone,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
    }
