"""Codes that people read on one screen and type on another (RFC 8628 6.1)."""

from oauth_tool.oauth.credentials import RandomBytes

# No vowels, so no words; no digits, which could be letters. 20^8: 34 bits, for ten minutes.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH, HALF = 8, 4
_FAIR = 256 - 256 % len(LETTERS)


def new_user_code(random: RandomBytes) -> str:
    """Return a code in capital letters, every one as likely as any other."""
    letters = ""
    while len(letters) < LENGTH:
        byte = random(1)[0]
        letters += LETTERS[byte % len(LETTERS)] if byte < _FAIR else ""
    return letters


def spelled(code: str) -> str:
    """Return a code as people read it: ``WDJB-MJHT``."""
    return f"{code[:HALF]}-{code[HALF:]}"


def normalized(typed: str) -> str:
    """Return what was typed without what does not count: case, dashes and spaces."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)
