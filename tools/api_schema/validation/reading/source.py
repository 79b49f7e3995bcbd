"""Get a document's text: from a file, stdin, or a URL that the user named."""

import json
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from api_schema.validation.reading.json_text import parse_json
from api_schema.validation.reading.text import Parsed, Unreadable

STDIN = "-"
LARGEST = 100 * 1024 * 1024
JSON_ENDING = ".json"


def is_url(name: str) -> bool:
    """Tell whether a name is the address of a web page."""
    return urlsplit(name).scheme.lower() in {"http", "https"}


def read_source(name: str) -> str:
    """Return the text of a file, of stdin for "-", or of what a URL leads to.

    Raises:
        Unreadable: It is not there, too large, or not text.
    """
    if name == STDIN:
        return decoded(sys.stdin.buffer.read(LARGEST + 1), "stdin")
    if is_url(name):
        from api_schema.validation.reading.web import download  # noqa: PLC0415 - slow, seldom used

        return decoded(download(name, largest=LARGEST), name)
    return read_file(Path(name))


def read_file(path: Path) -> str:
    """Return the text of a file.

    Raises:
        Unreadable: It is not there, too large, or not text.
    """
    try:
        with path.open("rb") as file:
            return decoded(file.read(_room_for(file.fileno())), str(path))
    except OSError as error:
        why = error.strerror or str(error)
        raise Unreadable(str(path), None, why, "check the name of the file") from error


def _room_for(descriptor: int) -> int:
    """Return how much to read at most: a device or a pipe may have no end."""
    status = os.fstat(descriptor)
    size = status.st_size if stat.S_ISREG(status.st_mode) else LARGEST
    return min(size, LARGEST) + 1


def decoded(data: bytes, name: str) -> str:
    """Return bytes as text: UTF-8, or what a byte order mark says.

    Raises:
        Unreadable: There are too many, or they are no text.
    """
    if len(data) > LARGEST:
        limit = f"it is larger than {LARGEST // 1024**2} MB"
        raise Unreadable(name, None, limit, "split it, or validate a part of it")
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not {error.encoding}"
        raise Unreadable(name, None, why, "save the file as UTF-8") from error


def parse_text(text: str, name: str) -> Parsed:
    """Return a text as Python objects: what starts like JSON is read as JSON, else it is YAML.

    Raises:
        Unreadable: It is neither.
    """
    looks_like_json = text.lstrip().startswith(("{", "["))
    if urlsplit(name).path.lower().endswith(JSON_ENDING):
        return parse_json(text, name)
    if not looks_like_json:
        return _parse_yaml(text, name)
    try:
        return parse_json(text, name)
    except Unreadable:
        with suppress(Unreadable):
            return _parse_yaml(text, name)
        raise


def _parse_yaml(text: str, name: str) -> Parsed:
    from api_schema.validation.reading.yaml_text import parse_yaml  # noqa: PLC0415 - slow

    return parse_yaml(text, name)
