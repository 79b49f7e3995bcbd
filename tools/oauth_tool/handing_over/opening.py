"""Decrypt what ``--encrypt-to`` made, on the receiver's side."""

import re
from collections.abc import Callable
from typing import BinaryIO

from oauth_tool.handing_over.sealing import PEM
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput, ToolError

MAX_SIZE = 2_000_000
AGE = "-----BEGIN AGE ENCRYPTED FILE-----"
# Five parts in base64url (RFC 7516 7.1).
_JWE = re.compile(r"[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


def read_ciphertext(file: BinaryIO) -> str:
    """Return the text of a file, as far as it may be a ciphertext.

    Raises:
        InvalidInput: It is not text, or longer than any.
        ToolError: It cannot be read.
    """
    try:
        data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise ToolError(f"cannot read {file.name}: {error.strerror}") from error
    if len(data) > MAX_SIZE or not data.isascii():
        raise _not_ours()
    return data.decode("ascii")


def opened(ciphertext: str, key: str, passphrase: Callable[[], Secret]) -> bytes:
    """Return the report as its sender formatted it.

    Args:
        ciphertext: A JWE in its compact form, or an armored age file.
        key: The text of the private key's file.
        passphrase: Returns the passphrase of that key; called only if it has one.

    Raises:
        InvalidInput: It is no ciphertext, or the key cannot be used or is of the other kind.
        ToolError: It was changed, or is for another key.
    """
    text = ciphertext.strip()
    is_age = text.startswith(AGE)
    if not is_age and not _JWE.fullmatch(text):
        raise _not_ours()
    if is_age == (PEM in key):
        needed = "an identity of age" if is_age else "a PEM private key"
        raise InvalidInput(f"this is opened with {needed}, and --key is none")
    if is_age:
        from oauth_tool.handing_over import age  # noqa: PLC0415 - one library a kind of key

        return age.opened(text, key)
    from oauth_tool.handing_over import jwe  # noqa: PLC0415 - the same

    return jwe.opened(text, key, passphrase)


def _not_ours() -> InvalidInput:
    return InvalidInput(
        "this is nothing that --encrypt-to makes",
        "expected is a JWE in its compact form or an armored file of age, whole",
    )
