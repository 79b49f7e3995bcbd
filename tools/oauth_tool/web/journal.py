"""Which temporary apps there are: written down before each is made, on this user's disk.

One file an app, and beside it a lock that the process holds which uses the app. The operating
system lets go of a lock when its process ends, however it ends: so an entry whose lock is free was
left behind, and one whose lock is held is somebody's who still runs.
"""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from oauth_tool.web.file_locks import held
from tool_cli.errors import ToolError

OWNER_ONLY = 0o700
ENDING = ".json"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A temporary app and where it is.

    Attributes:
        client_id: What it is called there.
        database: The URL of the store, without a password.
        profile: What ``--profile`` was given; an absolute path for a file.
        started_at: When it was made, as ISO 8601.
    """

    client_id: str
    database: str
    profile: str
    started_at: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Journal:
    """The entries in a folder, each readable by its owner alone."""

    folder: Path

    @contextmanager
    def entry(self, entry: Entry) -> Iterator["Pending"]:
        """Write an entry down before the app is made, and keep its lock.

        The entry stays unless ``done`` is called: then nothing is left to remove.

        Raises:
            ToolError: It cannot be written. Then the app must not be made.
        """
        file = self._file(entry.client_id)
        with ExitStack() as stack:
            try:
                self.folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
                stack.enter_context(held(file.with_suffix(".lock")))
                _write(file, json.dumps(asdict(entry)))
            except OSError as error:
                raise _unwritable(file, error) from error
            yield Pending(file=file)

    def entries(self) -> Sequence[tuple[Entry, "Pending"]]:
        """Return all entries, oldest first; which of them were left behind, ``taken`` tells.

        A file that is no entry was not written here; it is passed over.
        """
        files = sorted(self.folder.glob(f"*{ENDING}"))
        found = [(entry, Pending(file=file)) for file in files if (entry := _entry_in(file))]
        return sorted(found, key=lambda pair: pair[0].started_at)

    def _file(self, client_id: str) -> Path:
        # A client_id is unreserved characters; nothing else becomes part of a path.
        name = "".join(c for c in client_id if c.isalnum() or c in "-_")
        return self.folder / f"{name}{ENDING}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """An entry on the disk."""

    file: Path

    def done(self) -> None:
        """Forget the entry: its app is gone. Only its lock's holder may do this."""
        self.file.unlink(missing_ok=True)

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Take over an entry, and say whether that worked: nobody else holds it, it is there."""
        with ExitStack() as stack:
            try:
                stack.enter_context(held(self.file.with_suffix(".lock")))
            except BlockingIOError:
                yield False
            else:
                yield self.file.exists()


def user_journal() -> Journal:
    """Return the journal of this user."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where there is a temporary app

    return Journal(folder=user_data_path("oauth-tool", appauthor=False) / "temporary-apps")


def spelled(moment: datetime) -> str:
    """Return a moment as an entry has it."""
    return moment.isoformat(timespec="milliseconds")


def _unwritable(file: Path, error: OSError) -> ToolError:
    return ToolError(
        f"cannot write {file}: {error.strerror or error}",
        "a temporary app is made only once it is written down; check that you may write there",
    )


def _write(file: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        Path(name).replace(file)
        _sync(file.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    # A file's name survives a power cut once its folder is on the disk; Windows knows no such call.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _entry_in(file: Path) -> Entry | None:
    try:
        members = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    names = [field.name for field in fields(Entry)]
    if not isinstance(members, dict) or not all(isinstance(members.get(n), str) for n in names):
        return None
    return Entry(**{name: members[name] for name in names})
