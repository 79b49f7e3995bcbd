"""Identifiers of rows.

Written out here: to import ``uuid`` costs a small command more than all that it does.
"""

from datetime import datetime

from oauth_tool.oauth.credentials import RandomBytes

BYTES = 16
TIMED_BYTES = 10
_VARIANT, _VERSION, _TIMED_VERSION = 0x80, 0x40, 0x70


def new_row_id(random: RandomBytes) -> str:
    """Return a random UUID (RFC 9562 5.4)."""
    data = bytearray(random(BYTES))
    data[6] = data[6] & 0x0F | _VERSION
    return _spelled(data)


def new_timed_row_id(random: RandomBytes, now: datetime) -> str:
    """Return a UUID that sorts by time (RFC 9562 5.7), for rows that are added all the time.

    Their neighbours in time are their neighbours in the index, on the page that is changed anyhow.
    """
    data = bytearray(round(now.timestamp() * 1000).to_bytes(BYTES - TIMED_BYTES))
    data += random(TIMED_BYTES)
    data[6] = data[6] & 0x0F | _TIMED_VERSION
    return _spelled(data)


def _spelled(data: bytearray) -> str:
    data[8] = data[8] & 0x3F | _VARIANT
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
