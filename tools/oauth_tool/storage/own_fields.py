"""What the embedded platform keeps beside what a profile names: tables, their names, their fields.

A real platform has its passwords elsewhere, and neither clock nor faults. In PostgreSQL it lies in
a schema of its own, since tools that compare a schema with its migrations would take it for a
mistake.
"""

from collections.abc import Mapping

from oauth_tool.profiles.profile import TableNames
from oauth_tool.storage.field import EXPIRY, KEY, OF_CLIENT, TEXT, Field

OWN_SCHEMA = "{schema}_oauth_tool"
OWN_TABLES: Mapping[str, TableNames] = {
    "passwords": TableNames(
        name="OAuthToolPassword",
        columns={"id": "userId", "digest": "passwordHash", "salt": "passwordSalt"},
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    "state": TableNames(
        name="OAuthToolState",
        columns={"id": "name", "value": "value", "revision": "revision"},
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    # What is looked up has a column; what is only read back is JSON, which takes new fields.
    "terms": TableNames(
        name="OAuthToolTerms",
        columns={
            "id": "id",
            "client_row": "clientId",
            "expires_at": "expiresAt",
            "content": "content",
        },
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    "client_metadata": TableNames(
        name="OAuthToolClientMetadata",
        columns={"id": "clientId", "content": "content"},
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
    # What lives for a while under a name that is given out, or counts once.
    "tickets": TableNames(
        name="OAuthToolTicket",
        columns={
            "id": "digest",
            "kind": "kind",
            "label": "label",
            "state": "state",
            "expires_at": "expiresAt",
            "content": "content",
        },
        enums={},
        optional=frozenset(),
        may_be_absent=True,
    ),
}
OWN_FIELDS: Mapping[str, Mapping[str, Field]] = {
    "passwords": {
        "id": Field(unique=True, references="users"),
        "digest": TEXT,
        "salt": TEXT,
    },
    "state": {"id": KEY, "value": TEXT, "revision": TEXT},
    "terms": {
        "id": KEY,
        "client_row": OF_CLIENT,
        "expires_at": EXPIRY,
        "content": TEXT,
    },
    "client_metadata": {"id": Field(unique=True, references="clients"), "content": TEXT},
    "tickets": {
        "id": KEY,
        "kind": TEXT,
        "label": Field(nullable=True, indexed=True),
        "state": TEXT,
        "expires_at": EXPIRY,
        "content": TEXT,
    },
}
