"""A lock that a process holds until it ends, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER_ONLY = 0o600


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock at a path; its file is removed at the end.

    Raises:
        BlockingIOError: Another process holds it.
        OSError: There cannot be a file.
    """
    descriptor = _locked(path)
    try:
        yield
    finally:
        _release(descriptor, path)


def _locked(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY)
        try:
            _lock(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        if _is_still_at(path, descriptor):
            return descriptor
        # Its former holder removed the file between our opening and our locking it.
        os.close(descriptor)


def _is_still_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, "locked") from error

    def _release(descriptor: int, path: Path) -> None:
        # Windows removes no file that is open.
        os.close(descriptor)
        path.unlink(missing_ok=True)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int, path: Path) -> None:
        # Removed while it is held: whoever opened it meanwhile sees that it is gone.
        path.unlink(missing_ok=True)
        os.close(descriptor)
