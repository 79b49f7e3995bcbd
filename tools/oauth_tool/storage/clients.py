"""The registered clients in a platform's database."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from oauth_tool.oauth.clients import Client, FormerSecret
from oauth_tool.oauth.credentials import SecretHash
from oauth_tool.storage.database import NoSuchReferenceError, NotUniqueError
from oauth_tool.storage.opened import Opened
from oauth_tool.storage.records import clients as records
from oauth_tool.storage.statements import Statement, delete, insert, select, update
from oauth_tool.storage.tables import Row
from tool_cli.errors import InvalidInput


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


class Clients(Opened):
    """Clients, and the secrets that they had before."""

    __slots__ = ()

    def known_scopes(self, profiles: Collection[str]) -> Collection[str]:
        """Return the scopes that the platform has: those its database names, else the profile's."""
        return self.tables.clients.column("scopes").values or profiles

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
                await Clients(database=database, tables=self.tables).add_client(client)
                raise _Rehearsed

    async def client(self, client_id: str) -> Client | None:
        """Return the client with this client_id."""
        return await self.one_known(self.tables.clients, records.client, client_id=client_id)

    async def client_at(self, client_row: str) -> Client | None:
        """Return the client that a code or token refers to."""
        return await self.one_known(self.tables.clients, records.client, id=client_row)

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
            clients = Clients(database=database, tables=self.tables)
            for client in new:
                await clients.add_client(client)
            for client_id, fields in changes.items():
                await clients.change_client(client_id, fields, now)

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
        client = await self.client(client_id)
        if client is None:
            return False
        async with self.database.transaction() as database:
            # Its row first: whoever changes the client or issues tokens holds that one, too.
            was_there = await database.execute(delete(self.tables.clients, {"id": client.id})) > 0
            for statement in self._removal_of_own(client):
                await database.execute(statement)
            return was_there

    def _removal_of_own(self, client: Client) -> Sequence[Statement]:
        # What is ours refers to no table of another platform: nothing removes it by itself there.
        terms, metadata = self.tables.terms, self.tables.client_metadata
        return [
            *([delete(terms, {"client_row": client.id})] if terms else []),
            *([delete(metadata, {"id": client.id})] if metadata else []),
        ]

    def _former_secret_statements(
        self, client: Client, former: FormerSecret | None
    ) -> Sequence[Statement]:
        table = self.tables.former_secrets
        if table is None:
            return []
        forget = delete(table, {"client_row": client.id})
        return [forget, insert(table, records.former_secret_row(former))] if former else [forget]
