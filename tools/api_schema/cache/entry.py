"""One file of the cache: a checksum, a line of JSON, and bytes; written whole or not at all."""

# Importing pathlib takes longer than all that a hit has to do.
# ruff: noqa: PTH103, PTH105, PTH108, PTH120, PTH123

from __future__ import annotations

import os
import zlib

from api_schema.cache.reading_json import json_in

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from typing import Any

OWNER_ONLY = 0o700


def read_entry(path: str) -> tuple[dict[str, Any], bytes] | None:
    """Return an entry's header and body; None if there is none or it is damaged."""
    try:
        with open(path, "rb") as file:
            checksum, rest = file.readline(), file.read()
        if int(checksum, 16) != zlib.crc32(rest):
            return None
        line, _, body = rest.partition(b"\n")
        header = json_in(line.decode())
    except (OSError, ValueError):
        return None
    return (header, body) if isinstance(header, dict) else None


def write_entry(path: str, header: dict[str, Any], body: bytes) -> None:
    """Write an entry, replacing what is there; another process sees either of them, whole.

    Raises:
        OSError: It cannot be written.
    """
    import json  # noqa: PLC0415 - only a miss writes
    from contextlib import suppress  # noqa: PLC0415 - the same

    rest = json.dumps(header).encode() + b"\n" + body
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=OWNER_ONLY, exist_ok=True)
    unfinished = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        with open(unfinished, "xb") as file:
            file.write(b"%08x\n" % zlib.crc32(rest) + rest)
        os.replace(unfinished, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)
        raise
