"""Clients, users, codes and tokens in a database: what the rules need, in their own words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import SecretHash
from oauth_tool.oauth.tokens import AuthorizationCode, Token, TokenPair
from oauth_tool.oauth.users import User
from oauth_tool.storage import records
from oauth_tool.storage.database import Database, NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.records import ApiKey, ExpiredCounts
from oauth_tool.storage.state import State, state_in
from oauth_tool.storage.statements import Before, Statement, delete, insert, select, update
from oauth_tool.storage.tables import Row, Table, Tables
from tool_cli.errors import InvalidInput

Record = TypeVar("Record")
HANDFUL = 20


class ClientExists(InvalidInput):
    """A client with this client_id is registered already."""


class _Rehearsed(Exception):
    """What makes a transaction roll back at the end of a rehearsal."""


class NoSuchOwner(InvalidInput):
    """The user that is to own the client does not exist."""

    def __init__(self, owner_id: str) -> None:
        super().__init__(
            f"there is no user {owner_id!r} to own the app",
            "--owner-id takes the id of a user of the platform",
        )


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

    @property
    def state(self) -> State:
        """What processes on one database have to know of one another."""
        return state_in(self.database, self.tables.state)

    def known_scopes(self, profiles: Collection[str]) -> Collection[str]:
        """Return the scopes that the platform has: those its database names, else the profile's."""
        return self.tables.clients.column("scopes").values or profiles

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

    async def user_by_email(self, email: str) -> User | None:
        """Return the user with this e-mail address."""
        return await self._one(self.tables.users, records.user, email=email)

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
        return await self._one(self.tables.passwords, records.password, id=user_id)

    # API keys

    @property
    def keeps_api_keys(self) -> bool:
        """Whether this edition of the platform has API keys."""
        return self.tables.api_keys is not None

    async def add_api_key(self, key: ApiKey) -> None:
        """Add an API key."""
        if self.tables.api_keys is not None:
            await self.database.execute(insert(self.tables.api_keys, records.api_key_row(key)))

    async def api_keys_with(self, head: str) -> Sequence[ApiKey]:
        """Return the API keys that begin with these characters."""
        if self.tables.api_keys is None:
            return []
        rows = await self.database.fetch(select(self.tables.api_keys, {"head": head}))
        return [records.api_key(row) for row in rows]

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
                f"a client with the client_id {client.client_id} is registered already",
                "choose another, or leave --client-id out to have one made",
            ) from error
        except NoSuchReferenceError as error:
            raise NoSuchOwner(client.owner_id) from error

    async def rehearse_client(self, client: Client) -> None:
        """Add a client and take it back: the database has its say, and nothing changes.

        Raises:
            ClientExists: Its client_id is taken.
            NoSuchOwner: Its owner is not there.
        """
        with suppress(_Rehearsed):
            async with self.database.transaction() as database:
                await Store(database=database, tables=self.tables).add_client(client)
                raise _Rehearsed

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

    async def clients_of(self, owner_id: str) -> Sequence[Client]:
        """Return the clients of one owner, newest first."""
        theirs = select(self.tables.clients, {"owner_id": owner_id}, newest_first=True)
        return [records.client(row) for row in await self.database.fetch(theirs)]

    async def change_client(self, client_id: str, changes: Row, now: datetime) -> bool:
        """Change fields of a client, and say whether it is there."""
        whole = {**changes, "updated_at": now}
        statement = update(self.tables.clients, whole, {"client_id": client_id})
        return await self.database.execute(statement) > 0

    async def apply(self, new: Sequence[Client], changes: Mapping[str, Row], now: datetime) -> None:
        """Add clients and change others, all of it or nothing.

        Args:
            new: The clients to add.
            changes: client_id → the fields that change.
            now: When.

        Raises:
            ClientExists: A client_id is taken.
            NoSuchOwner: An owner is not there.
        """
        async with self.database.transaction() as database:
            store = Store(database=database, tables=self.tables)
            for client in new:
                await store.add_client(client)
            for client_id, fields in changes.items():
                await store.change_client(client_id, fields, now)

    async def former_secrets(self, client: Client) -> Sequence[FormerSecret]:
        """Return the replaced secrets of a client that are still kept, dead ones among them."""
        if self.tables.former_secrets is None:
            return []
        rows = await self.database.fetch(
            select(self.tables.former_secrets, {"client_row": client.id})
        )
        return [records.former_secret(row) for row in rows]

    async def replace_secret(
        self, client: Client, secret: SecretHash, now: datetime, former: FormerSecret | None
    ) -> bool:
        """Give a client a new secret, in one step with keeping the former one for a while.

        Without ``former``, the old secret is worth nothing at once, and so are those before it.

        Returns:
            False if somebody else replaced it first; then nothing has changed.
        """
        old = client.secret_hash or records.NO_SECRET
        changes = {**records.secret_row(secret), "updated_at": now}
        where = {"client_id": client.client_id, "secret_digest": old.digest}
        async with self.database.transaction() as database:
            if await database.execute(update(self.tables.clients, changes, where)) == 0:
                return False
            for statement in self._former_secret_statements(client, former):
                await database.execute(statement)
        return True

    async def forget_former_secrets(self, client: Client) -> bool:
        """End the life of all replaced secrets, and say whether there was one."""
        if self.tables.former_secrets is None:
            return False
        statement = delete(self.tables.former_secrets, {"client_row": client.id})
        return await self.database.execute(statement) > 0

    async def note_use(self, former: FormerSecret, now: datetime) -> None:
        """Note that a replaced secret was used."""
        if self.tables.former_secrets is not None:
            await self.database.execute(
                update(self.tables.former_secrets, {"last_used_at": now}, {"id": former.id})
            )

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

    async def delete_expired(self, now: datetime) -> ExpiredCounts:
        """Remove expired codes and tokens; used or revoked ones stay until they expire."""
        old = {"expires_at": Before(moment=now)}
        for own in (self.tables.terms, self.tables.tickets):
            if own is not None:
                await self.database.execute(delete(own, old))
        return ExpiredCounts(
            codes=await self.database.execute(delete(self.tables.codes, old)),
            access_tokens=await self.database.execute(delete(self.tables.access_tokens, old)),
            refresh_tokens=await self.database.execute(delete(self.tables.refresh_tokens, old)),
        )

    def _former_secret_statements(
        self, client: Client, former: FormerSecret | None
    ) -> Sequence[Statement]:
        table = self.tables.former_secrets
        if table is None:
            return []
        forget = delete(table, {"client_row": client.id})
        return [forget, insert(table, records.former_secret_row(former))] if former else [forget]

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
