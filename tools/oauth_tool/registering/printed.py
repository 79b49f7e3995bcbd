"""A registration as SQL text, for databases that somebody else writes to."""

from oauth_tool.oauth.clients import Client
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.preparing import Registration
from oauth_tool.storage.printing import DIALECTS
from oauth_tool.storage.records.clients import client_row
from oauth_tool.storage.statements import delete, insert
from oauth_tool.storage.tables import Table, tables_of


def as_sql(registration: Registration, profile: Profile, dialect: str = "postgresql") -> str:
    """Return SQL that adds the client, and behind it as a comment the SQL that takes it back.

    Columns that an edition of a real platform may lack are left out where they are not needed; an
    embedded store, which is SQLite, has them all. The text holds the hash of the secret, never the
    secret.

    Args:
        registration: The new app.
        profile: The platform, which names the tables.
        dialect: A key of ``DIALECTS``.
    """
    table = tables_of(profile.database).clients
    write = DIALECTS[dialect].text_of
    undo = delete(table, {"client_id": registration.client.client_id})
    unneeded = frozenset() if dialect == "sqlite" else _unneeded(registration.client, table)
    do = insert(table.without(unneeded), client_row(registration.client))
    return f"{write(do)};\n-- To take it back: {write(undo)};"


def _unneeded(client: Client, table: Table) -> frozenset[str]:
    return table.optional - ({"is_public"} if client.is_public else set())
