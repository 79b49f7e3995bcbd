"""Files that hold a secret: readable by their owner alone, and never overwritten."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tool_cli.errors import ToolError

OWNER_ONLY = 0o600


@contextmanager
def secret_in_file(secret: str, path: Path | None) -> Iterator[None]:
    """Write a secret to a new file before the work inside, and remove it if that work fails.

    So the secret cannot get lost once what it belongs to exists. Without a path nothing is written.

    Raises:
        ToolError: The file exists already or cannot be written.
    """
    if path is None:
        yield
        return
    _create(path, secret)
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _create(path: Path, secret: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError as error:
        raise ToolError(
            f"the file {path} exists already", "name another: no secret is overwritten"
        ) from error
    except OSError as error:
        raise ToolError(
            f"cannot write {path}: {error.strerror}", "check that you may write there"
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{secret}\n")
        file.flush()
        os.fsync(file.fileno())
