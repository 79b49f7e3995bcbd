"""Clients, users, codes and tokens in a database: what the rules need, in their own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from oauth_tool.oauth.clients import Client
from oauth_tool.oauth.tokens import AuthorizationCode, Token, TokenPair
from oauth_tool.oauth.users import User
from oauth_tool.storage import records
from oauth_tool.storage.database import Database, NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.statements import Statement, delete, insert, select, update
from oauth_tool.storage.tables import Row, Table, Tables
from tool_cli.errors import InvalidInput

Record = TypeVar("Record")
HANDFUL = 20


class ClientExists(InvalidInput):
    """A client with this client_id is registered already."""


class NoSuchOwner(InvalidInput):
    """The user that is to own the client does not exist."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Store:
    """One platform's data.

    Attributes:
        database: Where it is.
        tables: The tables as they are there.
    """

    database: Database
    tables: Tables

    async def close(self) -> None:
        """Let go of the database."""
        await self.database.close()

    # Users

    async def user(self, user_id: str) -> User | None:
        """Return the user with this identifier."""
        return await self._one(self.tables.users, records.user, id=user_id)

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

    # Clients

    async def add_client(self, client: Client) -> None:
        """Add a client.

        Raises:
            ClientExists: Its client_id is taken.
            NoSuchOwner: Its owner is not there.
        """
        try:
            await self.database.execute(insert(self.tables.clients, records.client_row(client)))
        except NotUniqueError as error:
            raise ClientExists(
                f"a client with the client_id {client.client_id} is registered already"
            ) from error
        except NoSuchReferenceError as error:
            raise NoSuchOwner(
                f"there is no user {client.owner_id!r} to own the app",
                "--owner-id takes the id of a user of the platform",
            ) from error

    async def client(self, client_id: str) -> Client | None:
        """Return the client with this client_id."""
        return await self._one(self.tables.clients, records.client, client_id=client_id)

    async def client_at(self, client_row: str) -> Client | None:
        """Return the client that a code or token refers to."""
        return await self._one(self.tables.clients, records.client, id=client_row)

    async def clients(self) -> Sequence[Client]:
        """Return all clients, newest first."""
        rows = await self.database.fetch(select(self.tables.clients, newest_first=True))
        return [records.client(row) for row in rows]

    async def activate_client(self, client_id: str, *, is_active: bool, now: datetime) -> bool:
        """Enable or disable a client, and say whether it is there."""
        changes: Row = {"is_active": is_active, "updated_at": now}
        statement = update(self.tables.clients, changes, {"client_id": client_id})
        return await self.database.execute(statement) > 0

    async def delete_client(self, client_id: str) -> bool:
        """Remove a client with its codes and tokens, and say whether it was there."""
        return (
            await self.database.execute(delete(self.tables.clients, {"client_id": client_id})) > 0
        )

    # Codes

    async def add_code(self, code: AuthorizationCode) -> None:
        """Add an authorization code."""
        await self.database.execute(insert(self.tables.codes, records.code_row(code)))

    async def code(self, code: str) -> AuthorizationCode | None:
        """Return the authorization code with this value."""
        return await self._one(self.tables.codes, records.code, code=code)

    async def redeem_code(self, code: AuthorizationCode, pair: TokenPair, now: datetime) -> bool:
        """Mark a code as used and add its tokens, in one step.

        Returns:
            False if somebody else was faster; then nothing has changed.
        """
        used = update(self.tables.codes, {"used_at": now}, {"id": code.id, "used_at": None})
        return await self._swap(used, pair)

    # Tokens

    async def access_token(self, digest: str) -> Token | None:
        """Return the access token with this digest."""
        return await self._one(self.tables.access_tokens, records.token, digest=digest)

    async def refresh_token(self, digest: str) -> Token | None:
        """Return the refresh token with this digest."""
        return await self._one(self.tables.refresh_tokens, records.token, digest=digest)

    async def rotate(self, used: Token, pair: TokenPair, now: datetime) -> bool:
        """Revoke a refresh token and add its successors, in one step.

        Returns:
            False if somebody else was faster; then nothing has changed.
        """
        revoked = update(
            self.tables.refresh_tokens, {"revoked_at": now}, {"id": used.id, "revoked_at": None}
        )
        return await self._swap(revoked, pair)

    async def revoke_access_token(self, token: Token, now: datetime) -> None:
        """Revoke an access token; one that is revoked stays as it is."""
        await self._revoke(self.tables.access_tokens, {"id": token.id}, now)

    async def revoke_refresh_token(self, token: Token, now: datetime) -> None:
        """Revoke a refresh token; one that is revoked stays as it is."""
        await self._revoke(self.tables.refresh_tokens, {"id": token.id}, now)

    async def revoke_family(self, family_id: str, now: datetime) -> None:
        """Revoke every token that descends from one authorization code."""
        for table in (self.tables.access_tokens, self.tables.refresh_tokens):
            if table.holds("family_id"):
                await self._revoke(table, {"family_id": family_id}, now)

    async def _one(
        self, table: Table, load: Callable[[Row], Record], **where: str
    ) -> Record | None:
        rows = await self.database.fetch(select(table, where))
        return load(rows[0]) if rows else None

    async def _revoke(self, table: Table, where: Row, now: datetime) -> None:
        statement = update(table, {"revoked_at": now}, {**where, "revoked_at": None})
        await self.database.execute(statement)

    async def _swap(self, spent: Statement, pair: TokenPair) -> bool:
        async with self.database.transaction() as database:
            if await database.execute(spent) == 0:
                return False
            await database.execute(
                insert(self.tables.access_tokens, records.token_row(pair.access))
            )
            await database.execute(
                insert(self.tables.refresh_tokens, records.token_row(pair.refresh))
            )
        return True
