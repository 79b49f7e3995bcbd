"""Turn the bytes of a document into text."""

import json

from api_schema.validation.reading.text import Unreadable


def decoded(data: bytes, name: str) -> str:
    """Return bytes as text: UTF-8, or what a byte order mark says.

    Raises:
        Unreadable: They are no text.
    """
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not {error.encoding}"
        raise Unreadable(name, None, why, "save the file as UTF-8") from error
