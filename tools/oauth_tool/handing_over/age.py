"""Encrypt to age recipients (https://age-encryption.org/v1)."""

from collections.abc import Callable

import pyrage
from pyrage import x25519

from tool_cli.errors import InvalidInput, ToolError

IDENTITY = "AGE-SECRET-KEY-"


def sealing_to(text: str, name: str) -> Callable[[str], str]:
    """Return a function that encrypts to all recipients in a text, one a line.

    Args:
        text: Lines that begin with ``age1``; empty ones and ``#`` comments count as nothing.
        name: What errors call it.

    Raises:
        InvalidInput: There is none, or one that cannot be read.
    """
    if IDENTITY in text.upper():
        raise InvalidInput(f"{name} holds a private key", "give the recipient: 'age-keygen -y'")
    try:
        recipients = [x25519.Recipient.from_str(line) for line in _lines(text)]
    except pyrage.RecipientError as error:
        raise InvalidInput(
            f"{name} holds neither a PEM key nor recipients of age",
            "a recipient begins with age1; see 'age-keygen -y'",
        ) from error
    if not recipients:
        raise InvalidInput(f"{name} holds no key")
    return lambda report: _ascii(pyrage.encrypt(report.encode(), recipients, armored=True))


def opened(ciphertext: str, identities: str) -> bytes:
    """Decrypt with the identities in a text, as ``age-keygen`` writes them.

    Raises:
        InvalidInput: There is none that can be read.
        ToolError: The ciphertext is for somebody else, or was changed.
    """
    try:
        keys = [x25519.Identity.from_str(line) for line in _lines(identities)]
    except pyrage.IdentityError:
        raise InvalidInput(
            "--key holds no identity of age that can be read",
            "it is a line that begins with AGE-SECRET-KEY-1",
        ) from None
    try:
        plain: bytes = pyrage.decrypt(ciphertext.encode(), keys)
    except pyrage.DecryptError as error:
        raise ToolError(
            "it cannot be decrypted: it was changed, or is for another key",
            "check that it is whole, and that --key belongs to a recipient that it was made for",
        ) from error
    return plain


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _ascii(armored: bytes) -> str:
    return armored.decode("ascii").rstrip("\n")
