"""Who a report is encrypted to: read from an option's value, whatever kind of key it is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oauth_tool.handing_over.key_files import read_key_file

AGE_RECIPIENT = "age1"
PEM = "-----BEGIN "


Seal = Callable[[str], str]
"""Encrypt a text to one receiver; the ciphertext is printable ASCII."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiver:
    """Somebody whose public key is known, and strong enough.

    Attributes:
        name: The file or the recipient as it was given.
        seal: Encrypts to that key.
    """

    name: str
    seal: Seal


def receiver_from(value: str) -> Receiver:
    """Return the receiver that ``--encrypt-to`` names: a file with a key, or an age recipient.

    Raises:
        ToolError: The file cannot be read.
        InvalidInput: The key cannot be used, or is a private one.
    """
    # Each kind of key has a library of its own; only the one that is needed is imported.
    text = value if value.startswith(AGE_RECIPIENT) else read_key_file(Path(value))
    if PEM in text:
        from oauth_tool.handing_over import jwe  # noqa: PLC0415

        return Receiver(name=value, seal=jwe.sealing_to(text, value))
    from oauth_tool.handing_over import age  # noqa: PLC0415

    return Receiver(name=value, seal=age.sealing_to(text, value))
