"""What lives for a while: under a name that is given out and kept as a digest, or to count once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from oauth_tool.oauth.tokens import digest_of
from oauth_tool.storage.database import NotUniqueError
from oauth_tool.storage.own_tables import needed
from oauth_tool.storage.statements import delete, insert, select, update
from oauth_tool.storage.store import Store
from oauth_tool.storage.tables import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """One of them.

    Attributes:
        kind: What it is for. Names of different kinds are different names.
        name: Whoever knows it has the ticket; only a digest of it is kept.
        expires_at: From then on it is worth nothing.
        label: What else it may be found by, such as a code for people to type.
        state: How far it has come; it moves once, whoever tries.
        content: What is only read back, as JSON has it.
    """

    kind: str
    name: str = field(repr=False)
    expires_at: datetime
    label: str | None = field(default=None, repr=False)
    state: str = ""
    content: Mapping[str, Any] = field(default_factory=dict, repr=False)


async def add_ticket(store: Store, ticket: Ticket) -> bool:
    """Keep a ticket, and say whether it was not there yet."""
    try:
        await store.database.execute(insert(needed(store.tables.tickets), _row(ticket)))
    except NotUniqueError:
        return False
    return True


async def ticket_named(store: Store, kind: str, name: str) -> Ticket | None:
    """Return the ticket with this name, expired or not."""
    found = select(needed(store.tables.tickets), {"id": _digest(kind, name)})
    for row in await store.database.fetch(found):
        return Ticket(
            kind=kind,
            name=name,
            **{key: row[key] for key in ("expires_at", "label", "state")},  # type: ignore[arg-type] # the kinds of the columns give them their types
            content=json.loads(str(row["content"])),
        )
    return None


async def move_ticket(store: Store, ticket: Ticket, state: str, content: Mapping[str, Any]) -> bool:
    """Bring a ticket to another state.

    Returns:
        False if somebody else was faster; then nothing has changed.
    """
    where = {"id": _digest(ticket.kind, ticket.name), "state": ticket.state}
    changes: Row = {"state": state, "content": json.dumps(content)}
    return await store.database.execute(update(needed(store.tables.tickets), changes, where)) > 0


async def drop_ticket(store: Store, ticket: Ticket) -> None:
    """Forget a ticket, so that there may be another one under its name."""
    gone = delete(needed(store.tables.tickets), {"id": _digest(ticket.kind, ticket.name)})
    await store.database.execute(gone)


def _row(ticket: Ticket) -> Row:
    return {
        "id": _digest(ticket.kind, ticket.name),
        "kind": ticket.kind,
        "label": ticket.label,
        "state": ticket.state,
        "expires_at": ticket.expires_at,
        "content": json.dumps(ticket.content),
    }


def _digest(kind: str, name: str) -> str:
    return digest_of(f"{kind}:{name}")
