"""How a process that serves keeps small: what a scrypt took is given back once it is done."""

import sys

M_MMAP_THRESHOLD = -3
LARGE = 1 << 20


def give_back_large_blocks() -> None:
    """Let glibc map large blocks on their own, so that they are gone when they are freed.

    A scrypt takes sixteen mebibytes. By default glibc learns from the first one to keep such
    blocks, in an arena for each thread: a hundred mebibytes more for a server that hashes now and
    then (mallopt(3)). Elsewhere nothing happens.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - on Linux alone

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt:
        mallopt(M_MMAP_THRESHOLD, LARGE)
