"""AutoGPT's tables in a real PostgreSQL, in the editions that matter."""

from pathlib import Path

import pytest

DATABASES = Path(__file__).parents[2] / "fixtures" / "databases"
EDITIONS = {"plain": ["autogpt.sql"], "extended": ["autogpt.sql", "autogpt-extended.sql"]}
OWNER_ID = "owner-1"


@pytest.fixture
def platform_database(postgresql, psql):
    """Return a function that makes the tables of an edition and returns the database's URL."""

    def create(edition="plain"):
        for name in EDITIONS[edition]:
            psql((DATABASES / name).read_text())
        return postgresql

    return create
