"""Kept runs in a SQLite file of this user. What is kept was masked before: no secret gets here."""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oauth_tool.web.exports.run import Run
from oauth_tool.web.exports.run_json import Members
from oauth_tool.web.runs.reading import run_of
from tool_cli.errors import InvalidInput, ToolError

OWNER_ONLY_FOLDER, OWNER_ONLY_FILE = 0o700, 0o600
KEPT_RUNS = 200
PATIENCE_SECONDS = 2
TABLES = """
CREATE TABLE IF NOT EXISTS runs (
  id TEXT PRIMARY KEY,
  started_at TEXT NOT NULL,
  head TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS exchanges (
  run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  failed_rules TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (run, number)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSummary:
    """What a list says of a run.

    Attributes:
        id: What it is called.
        started_at: When its first exchange was kept.
        platform: What a person calls the platform.
        addresses: Its base URLs, by name.
        exchanges: How many exchanges it has.
        broken_rules: How many rules were broken in them, each counted once.
    """

    id: str
    started_at: datetime
    platform: str
    addresses: Mapping[str, str]
    exchanges: int
    broken_rules: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RunStore:
    """The file with all kept runs."""

    file: Path

    def keep(
        self, run_id: str, started_at: datetime, head: Members, exchanges: Sequence[Members]
    ) -> None:
        """Keep a run, or add exchanges to one; one with the same number is replaced.

        The oldest runs make room for new ones.

        Raises:
            ToolError: The file cannot be written.
        """
        with self._connected() as connection:
            connection.execute(
                "INSERT INTO runs VALUES (:id, :started_at, :head)"
                " ON CONFLICT (id) DO UPDATE SET head = :head",
                {"id": run_id, "started_at": started_at.isoformat(), "head": json.dumps(head)},
            )
            connection.executemany(
                "INSERT OR REPLACE INTO exchanges VALUES (?, ?, ?, ?)",
                [_row(run_id, exchange) for exchange in exchanges],
            )
            connection.execute(
                "DELETE FROM runs WHERE id NOT IN"
                " (SELECT id FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?)",
                (KEPT_RUNS,),
            )

    def summaries(self) -> Sequence[RunSummary]:
        """Return what a list says of every run, newest first."""
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT id, started_at, head, count(number), group_concat(failed_rules, ' ')"
                " FROM runs LEFT JOIN exchanges ON run = id"
                " GROUP BY id ORDER BY started_at DESC, runs.rowid DESC"
            ).fetchall()
        return [_summary(row) for row in rows]

    def load(self, run_id: str) -> Run:
        """Return a run.

        Raises:
            ToolError: There is none with this id.
        """
        with self._connected() as connection:
            row = connection.execute("SELECT head FROM runs WHERE id = ?", (run_id,)).fetchone()
            exchanges = connection.execute(
                "SELECT document FROM exchanges WHERE run = ? ORDER BY number", (run_id,)
            ).fetchall()
        if row is None:
            raise NoSuchRun(run_id)
        document = {**json.loads(row[0]), "exchanges": [json.loads(text) for (text,) in exchanges]}
        return run_of(document, f"the run {run_id}")

    def delete(self, run_ids: Sequence[str]) -> None:
        """Delete runs. Their pages in the file are overwritten."""
        with self._connected() as connection:
            connection.executemany("DELETE FROM runs WHERE id = ?", [(one,) for one in run_ids])

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            _make_private(self.file)
            with closing(sqlite3.connect(self.file, timeout=PATIENCE_SECONDS)) as connection:
                connection.executescript(
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                    f"PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; {TABLES}"
                )
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise ToolError(
                f"the kept runs in {self.file} cannot be used: {error}",
                "check that you may write there; a file that is broken can be deleted",
            ) from error


class NoSuchRun(InvalidInput):
    """There is no kept run of this name."""

    def __init__(self, run_id: str) -> None:
        super().__init__(
            f"there is no kept run {run_id[:40]!r}", "'oauth-tool runs list' names them"
        )


def user_runs() -> RunStore:
    """Return the runs of this user."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where runs are kept or read

    return RunStore(file=user_data_path("oauth-tool", appauthor=False) / "runs.sqlite3")


def _make_private(file: Path) -> None:
    """Make the file its owner's alone before anything is in it; SQLite's own files follow it."""
    if not file.exists():
        file.parent.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, OWNER_ONLY_FILE))


def _row(run_id: str, exchange: Members) -> tuple[str, object, str, str]:
    findings = exchange["findings"]
    failed = (
        [one["rule"] for one in findings if one["verdict"] == "failed"]
        if isinstance(findings, list)
        else []
    )
    return run_id, exchange["number"], " ".join(failed), json.dumps(exchange, ensure_ascii=False)


def _summary(row: tuple[str, str, str, int, str | None]) -> RunSummary:
    run_id, started_at, head, exchanges, failed_rules = row
    members = json.loads(head)
    return RunSummary(
        id=run_id,
        started_at=datetime.fromisoformat(started_at),
        platform=members["platform"],
        addresses=members["addresses"],
        exchanges=exchanges,
        broken_rules=len(set((failed_rules or "").split())),
    )
