"""Get a document's text: from a file, stdin, or a URL that the user named."""

import codecs
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from api_schema.validation.reading.decoding import decoded
from api_schema.validation.reading.json_text import parse_json
from api_schema.validation.reading.text import Parsed, Unreadable

STDIN = "-"
LARGEST = 100 * 1024 * 1024
JSON_ENDING = ".json"
FIRST_BYTES = 1000
BYTES_OF_NO_MEANING = codecs.BOM_UTF8 + codecs.BOM_UTF32_LE + b" \t\n\r"  # in any encoding


def is_url(name: str) -> bool:
    """Tell whether a name is the address of a web page."""
    return name.lower().startswith(("http://", "https://"))


def read_source(name: str) -> bytes:
    """Return the bytes of a file, of stdin for "-", or of what a URL leads to.

    Raises:
        Unreadable: It is not there, or too large.
    """
    if name == STDIN:
        if sys.stdin is None:
            raise Unreadable("stdin", None, "it is closed", "send a document to it, or name a file")
        return _bounded(sys.stdin.buffer.read(LARGEST + 1), "stdin")
    if is_url(name):
        from api_schema.validation.reading.web import download  # noqa: PLC0415 - slow, seldom used

        return _bounded(download(name, largest=LARGEST), name)
    return read_file(Path(name))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        Unreadable: It is not there, or too large.
    """
    try:
        with path.open("rb") as file:
            return _bounded(file.read(_room_for(file.fileno())), str(path))
    except OSError as error:
        why = error.strerror or str(error)
        raise Unreadable(str(path), None, why, "check the name of the file") from error


def _room_for(descriptor: int) -> int:
    """Return how much to read at most: a device or a pipe may have no end."""
    status = os.fstat(descriptor)
    size = status.st_size if stat.S_ISREG(status.st_mode) else LARGEST
    return min(size, LARGEST) + 1


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        limit = f"it is larger than {LARGEST // 1024**2} MB"
        raise Unreadable(name, None, limit, "split it, or validate a part of it")
    return data


def parse_text(data: bytes, name: str) -> Parsed:
    """Return a text as Python objects: what starts like JSON is read as JSON, else it is YAML.

    Raises:
        Unreadable: It is neither, or no text.
    """
    if (urlsplit(name).path if is_url(name) else name).lower().endswith(JSON_ENDING):
        return parse_json(data, name)
    if not starts_like_json(data):
        return _parse_yaml(data, name)
    try:
        return parse_json(data, name)
    except Unreadable:
        with suppress(Unreadable):
            return _parse_yaml(data, name)
        raise


def starts_like_json(data: bytes) -> bool:
    """Tell whether the first character of a text, in any encoding, opens an object or an array."""
    start = data[:FIRST_BYTES]
    return start.translate(None, BYTES_OF_NO_MEANING).startswith((b"{", b"["))


def _parse_yaml(data: bytes, name: str) -> Parsed:
    from api_schema.validation.reading.yaml_text import parse_yaml  # noqa: PLC0415 - slow

    return parse_yaml(decoded(data, name), name)
