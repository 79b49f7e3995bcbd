"""The file that holds a registered client's credentials: its owner's alone, and never half."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from oauth_tool.client.kept_credentials import (
    Credentials,
    NotCredentials,
    as_text,
    credentials_in,
)
from tool_cli.errors import ToolError
from tool_cli.output import write_result
from tool_cli.secret_files import OWNER_ONLY

LONGEST_FILE = 64 * 1024


@contextmanager
def reserved(path: Path) -> Iterator[Callable[[Credentials], None]]:
    """Create an empty file for credentials before there are any, and give the function to fill it.

    So what cannot be written is known before the client exists. If the work inside fails and has
    not filled it, the file is removed.

    Raises:
        ToolError: The file exists already or cannot be written.
    """
    _create(path)
    is_filled = False

    def fill(credentials: Credentials) -> None:
        nonlocal is_filled
        rewrite(path, credentials)
        is_filled = True

    try:
        yield fill
    finally:
        if not is_filled:
            path.unlink(missing_ok=True)


def rewrite(path: Path, credentials: Credentials) -> None:
    """Replace what a credential file holds, at once, and close it to everybody else.

    Raises:
        ToolError: It cannot be written. What was there before is still there, whole.
    """
    try:
        path.chmod(OWNER_ONLY)
    except OSError as error:
        raise _unwritable(path, error) from error
    # Absolute, so that a file called "-" is a file.
    write_result(as_text(credentials), path.absolute())


def remove(path: Path) -> None:
    """Remove a credential file whose credentials are worth nothing any more.

    Raises:
        ToolError: It cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise ToolError(
            f"cannot remove {path}: {error.strerror}", "remove it: what it holds is void"
        ) from error


def read_credentials(path: Path) -> Credentials:
    """Return what a credential file holds.

    Raises:
        ToolError: It cannot be read, or is no credential file. The error quotes nothing of it.
    """
    try:
        return credentials_in(_data_of(path).decode())
    except NotCredentials as error:
        raise _damaged(path, str(error)) from error
    except UnicodeDecodeError:
        # The cause is left out: it holds the data, and so the secrets in it.
        raise _damaged(path, "it is not UTF-8") from None


def is_open_to_others(path: Path) -> bool:
    """Say whether others on this machine may read a file that exists.

    Where files have no such modes, the answer is no.
    """
    if os.name != "posix" or not path.exists():
        return False
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def _create(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError as error:
        raise ToolError(
            f"the file {path} exists already", "name another: no credentials are overwritten"
        ) from error
    except OSError as error:
        raise _unwritable(path, error) from error


def _data_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LONGEST_FILE + 1)
    except OSError as error:
        raise ToolError(
            f"cannot read {path}: {error.strerror}", "check --credential-file"
        ) from error
    if len(data) > LONGEST_FILE:
        raise _damaged(path, f"it is longer than {LONGEST_FILE // 1024} KiB")
    return data


def _damaged(path: Path, why: str) -> ToolError:
    return ToolError(
        f"{path} is no credential file: {why}",
        "name the file that 'oauth-tool register --credential-file' wrote",
    )


def _unwritable(path: Path, error: OSError) -> ToolError:
    return ToolError(f"cannot write {path}: {error.strerror}", "check that you may write there")
