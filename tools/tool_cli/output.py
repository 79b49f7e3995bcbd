"""Write a command's result to a file, whole or not at all, or to stdout."""

import os
from contextlib import suppress
from pathlib import Path

from tool_cli.errors import ToolError
from tool_cli.stdout import write_to_stdout

STDOUT = Path("-")


def write_result(text: str, destination: Path = STDOUT) -> None:
    """Write UTF-8 text to a path, or to stdout for ``-``.

    Raises:
        ToolError: The file cannot be written. What was there before is still there, whole.
    """
    data = text.encode()
    if destination == STDOUT:
        write_to_stdout(data)
    else:
        _replace(destination, data)


def write_if_changed(text: str, destination: Path = STDOUT) -> bool:
    """Write UTF-8 text unless the file holds it already, and tell whether it was written.

    Raises:
        ToolError: The file cannot be written.
    """
    if (
        destination != STDOUT
        and destination.is_file()
        and destination.read_bytes() == text.encode()
    ):
        return False
    write_result(text, destination)
    return True


def _replace(destination: Path, data: bytes) -> None:
    # A symlink stays a symlink; a pipe or a device cannot be replaced, only written to.
    try:
        if destination.exists() and not destination.is_file():
            destination.write_bytes(data)
            return
        _write_beside_and_rename(destination.resolve(), data)
    except OSError as error:
        raise ToolError(
            f"cannot write {destination}: {error.strerror or error}",
            "check that its folder exists and that you may write there",
        ) from error


def _write_beside_and_rename(target: Path, data: bytes) -> None:
    import tempfile  # noqa: PLC0415 - with what it imports, a tenth of a small command

    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode_of(target))
        Path(name).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _mode_of(target: Path) -> int:
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
