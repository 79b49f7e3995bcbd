"""Files that hold a secret: readable by their owner alone, and never overwritten."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tool_cli.errors import ToolError

OWNER_ONLY = 0o600


def check_room_for(path: Path) -> None:
    """Make sure, as far as can be known before, that a new file can be made here.

    Raises:
        ToolError: Something is there already, or nothing can be.
    """
    if os.path.lexists(path):
        raise _exists(path)
    folder = path.absolute().parent
    if not folder.is_dir():
        raise _cannot_write(path, f"there is no folder {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _cannot_write(path, "its folder may not be written to")


@contextmanager
def secret_in_file(secret: str, path: Path) -> Iterator[None]:
    """Write a secret to a new file before the work inside, and remove it if that work fails.

    So the secret cannot get lost once what it belongs to exists.

    Raises:
        ToolError: The file exists already or cannot be written.
    """
    descriptor = _create(path)
    try:
        _write(descriptor, secret, path)
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _create(path: Path) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise _cannot_write(path, error.strerror) from error


def _write(descriptor: int, secret: str, path: Path) -> None:
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{secret}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _cannot_write(path, error.strerror) from error


def _exists(path: Path) -> ToolError:
    return ToolError(f"the file {path} exists already", "name another: no secret is overwritten")


def _cannot_write(path: Path, why: str | None) -> ToolError:
    return ToolError(f"cannot write {path}: {why}", "check that you may write there")
