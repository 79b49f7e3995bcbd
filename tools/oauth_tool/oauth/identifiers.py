"""Identifiers of rows."""

from oauth_tool.oauth.credentials import RandomBytes

BYTES = 16
_VARIANT, _VERSION = 0x80, 0x40


def new_row_id(random: RandomBytes) -> str:
    """Return a random UUID (RFC 9562 5.4).

    Written out here: to import ``uuid`` costs a small command more than all that it does.
    """
    data = bytearray(random(BYTES))
    data[6] = data[6] & 0x0F | _VERSION
    data[8] = data[8] & 0x3F | _VARIANT
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
