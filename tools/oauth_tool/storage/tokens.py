"""Authorization codes and tokens in a platform's database."""

from dataclasses import dataclass
from datetime import datetime

from oauth_tool.oauth.tokens import AuthorizationCode, Token, TokenPair
from oauth_tool.storage.opened import Opened
from oauth_tool.storage.records import tokens as records
from oauth_tool.storage.statements import Before, Statement, delete, insert, select, update
from oauth_tool.storage.tables import Row, Table


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpiredCounts:
    """How many expired rows of each kind were removed."""

    codes: int
    access_tokens: int
    refresh_tokens: int


class Tokens(Opened):
    """Codes and tokens. What must happen once is a change whose row count decides."""

    __slots__ = ()

    async def add_code(self, code: AuthorizationCode) -> None:
        """Add an authorization code."""
        await self.database.execute(insert(self.tables.codes, records.code_row(code)))

    async def code(self, code: str) -> AuthorizationCode | None:
        """Return the authorization code with this value."""
        return await self.one(self.tables.codes, records.code, code=code)

    async def redeem_code(self, code: AuthorizationCode, pair: TokenPair, now: datetime) -> bool:
        """Mark a code as used and add its tokens, in one step.

        Returns:
            False if somebody else was faster; then nothing has changed.
        """
        used = update(self.tables.codes, {"used_at": now}, {"id": code.id, "used_at": None})
        return await self._swap(used, pair)

    async def add_tokens(self, access: Token, refresh: Token | None) -> None:
        """Add an access token and the refresh token that came with it, if one did."""
        added = [insert(self.tables.access_tokens, records.token_row(access))]
        if refresh is not None:
            added.append(insert(self.tables.refresh_tokens, records.token_row(refresh)))
        await self.database.in_one_step(added)

    async def access_token(self, digest: str) -> Token | None:
        """Return the access token with this digest."""
        return await self.one(self.tables.access_tokens, records.token, digest=digest)

    async def refresh_token(self, digest: str) -> Token | None:
        """Return the refresh token with this digest."""
        return await self.one(self.tables.refresh_tokens, records.token, digest=digest)

    async def rotate(self, used: Token, pair: TokenPair, now: datetime) -> bool:
        """Revoke a refresh token and add its successors, in one step.

        Returns:
            False if somebody else was faster; then nothing has changed.
        """
        revoked = update(
            self.tables.refresh_tokens, {"revoked_at": now}, {"id": used.id, "revoked_at": None}
        )
        return await self._swap(revoked, pair)

    async def revoke_access_token(self, digest: str, client_row: str, now: datetime) -> bool:
        """Revoke a client's access token with this digest, and say whether one was not yet."""
        where: Row = {"digest": digest, "client_row": client_row}
        return await self._revoke(self.tables.access_tokens, where, now)

    async def revoke_refresh_token(self, digest: str, client_row: str, now: datetime) -> bool:
        """Revoke a client's refresh token with this digest, and say whether one was not yet."""
        where: Row = {"digest": digest, "client_row": client_row}
        return await self._revoke(self.tables.refresh_tokens, where, now)

    async def revoke_family(self, family_id: str, now: datetime) -> None:
        """Revoke every token that descends from one authorization code."""
        tables = (self.tables.refresh_tokens, self.tables.access_tokens)
        kept = [table for table in tables if table.holds("family_id")]
        live: Row = {"family_id": family_id, "revoked_at": None}
        while kept:
            for table in kept:
                await self._revoke(table, {"family_id": family_id}, now)
            # A rotation that was under way has added tokens that the changes above did not see.
            if not await self.database.fetch(select(kept[0], live, at_most=1)):
                break

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

    async def _revoke(self, table: Table, where: Row, now: datetime) -> bool:
        statement = update(table, {"revoked_at": now}, {**where, "revoked_at": None})
        return await self.database.execute(statement) > 0

    async def _swap(self, spent: Statement, pair: TokenPair) -> bool:
        unit = (
            spent,
            insert(self.tables.access_tokens, records.token_row(pair.access)),
            insert(self.tables.refresh_tokens, records.token_row(pair.refresh)),
        )
        return await self.database.in_one_step(unit) > 0
