"""Codes and tokens of the standard wire, each stored in one step with its terms."""

import json
from dataclasses import asdict
from datetime import datetime

from oauth_tool.oauth.terms import TermedTokens, Terms
from oauth_tool.oauth.tokens import AuthorizationCode, Token
from oauth_tool.storage.own_tables import needed
from oauth_tool.storage.records import tokens as records
from oauth_tool.storage.statements import Statement, insert, select, update
from oauth_tool.storage.store import Store
from oauth_tool.storage.tables import Row


async def terms_of(store: Store, row_id: str) -> Terms | None:
    """Return the terms of a code or token; None if another wire issued it."""
    found = select(needed(store.tables.terms), {"id": row_id})
    rows = await store.database.fetch(found)
    return _terms(rows[0]) if rows else None


async def add_code(store: Store, code: AuthorizationCode, terms: Terms) -> None:
    """Add an authorization code."""
    added = [
        insert(store.tables.codes, records.code_row(code)),
        _insertion(store, code, terms),
    ]
    await store.database.in_one_step(added)


async def add_tokens(store: Store, tokens: TermedTokens) -> None:
    """Add tokens that nothing is spent for."""
    await store.database.in_one_step(_insertions(store, tokens))


async def redeem_code(
    store: Store, code: AuthorizationCode, tokens: TermedTokens, now: datetime
) -> bool:
    """Mark a code as used and add its tokens, in one step.

    Returns:
        False if somebody else was faster; then nothing has changed.
    """
    where = {"id": code.id, "used_at": None}
    return await _swap(store, update(store.tables.codes, {"used_at": now}, where), tokens)


async def rotate(store: Store, used: Token, tokens: TermedTokens, now: datetime) -> bool:
    """Revoke a refresh token and add its successors, in one step.

    Returns:
        False if somebody else was faster; then nothing has changed.
    """
    where = {"id": used.id, "revoked_at": None}
    spent = update(store.tables.refresh_tokens, {"revoked_at": now}, where)
    return await _swap(store, spent, tokens)


async def _swap(store: Store, spent: Statement, tokens: TermedTokens) -> bool:
    return await store.database.in_one_step([spent, *_insertions(store, tokens)]) > 0


def _insertions(store: Store, tokens: TermedTokens) -> list[Statement]:
    added = [
        insert(store.tables.access_tokens, records.token_row(tokens.access)),
        _insertion(store, tokens.access, tokens.access_terms),
    ]
    if tokens.refresh is not None:
        added += [
            insert(store.tables.refresh_tokens, records.token_row(tokens.refresh)),
            _insertion(store, tokens.refresh, tokens.refresh_terms or tokens.access_terms),
        ]
    return added


def _insertion(store: Store, of: AuthorizationCode | Token, terms: Terms) -> Statement:
    row: Row = {
        "id": of.id,
        "client_row": of.client_row,
        "expires_at": of.expires_at,
        "content": json.dumps(asdict(terms)),
    }
    return insert(needed(store.tables.terms), row)


def _terms(row: Row) -> Terms:
    content = json.loads(str(row["content"]))
    return Terms(**{**content, "audience": tuple(content["audience"])})
