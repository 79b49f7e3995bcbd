"""The users of a platform in its database."""

from collections.abc import Sequence

from oauth_tool.oauth.credentials import SecretHash
from oauth_tool.oauth.users import User
from oauth_tool.storage.database import NotUniqueError
from oauth_tool.storage.opened import Opened
from oauth_tool.storage.records import users as records
from oauth_tool.storage.statements import insert, select

HANDFUL = 20


class Users(Opened):
    """Users, and the passwords of those who signed up here."""

    __slots__ = ()

    async def user(self, user_id: str) -> User | None:
        """Return the user with this identifier."""
        return await self.one_known(self.tables.users, records.user, id=user_id)

    async def users(self) -> Sequence[User]:
        """Return the newest users, a handful: those that a person may choose from."""
        newest = select(self.tables.users, newest_first=True, at_most=HANDFUL)
        return [records.user(row) for row in await self.database.fetch(newest)]

    async def add_user(self, user: User) -> bool:
        """Add a user, and say whether it was not there yet."""
        try:
            await self.database.execute(insert(self.tables.users, records.user_row(user)))
        except NotUniqueError:
            return False
        return True

    async def user_by_email(self, email: str) -> User | None:
        """Return the user with this e-mail address."""
        return await self.one(self.tables.users, records.user, email=email)

    @property
    def keeps_passwords(self) -> bool:
        """Whether users can sign up here; a real platform keeps passwords elsewhere."""
        return self.tables.passwords is not None

    async def add_user_with_password(self, user: User, kept: SecretHash) -> bool:
        """Add a user who signs in with a password, and say whether neither was there yet."""
        if self.tables.passwords is None:
            return False
        try:
            async with self.database.transaction() as database:
                await database.execute(insert(self.tables.users, records.user_row(user)))
                await database.execute(
                    insert(self.tables.passwords, records.password_row(user, kept))
                )
        except NotUniqueError:
            return False
        return True

    async def password(self, user_id: str) -> SecretHash | None:
        """Return what is kept of a user's password; None if the user has none."""
        if self.tables.passwords is None:
            return None
        return await self.one(self.tables.passwords, records.password, id=user_id)
