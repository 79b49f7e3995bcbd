"""AutoGPT's tables in a real PostgreSQL, in the editions that matter."""

import functools
from pathlib import Path

import pytest

DATABASES = Path(__file__).parents[2] / "fixtures" / "databases"
EDITIONS = {"plain": ["autogpt.sql"], "extended": ["autogpt.sql", "autogpt-extended.sql"]}
OWNER_ID = "owner-1"


@pytest.fixture
def platform_database(database, _edition):
    """Return a function that makes the tables of an edition and returns the database's URL."""
    return lambda edition="plain": database.made(template=_edition(edition))


@pytest.fixture(scope="session")
def _edition(postgresql_cluster):
    """Return a function from an edition to the database that holds its tables, made once."""

    @functools.cache
    def template(edition):
        name = f"edition_{edition}"
        postgresql_cluster.run("postgres", f"CREATE DATABASE {name}")
        for file in EDITIONS[edition]:
            postgresql_cluster.run(name, (DATABASES / file).read_text())
        return name

    return template
