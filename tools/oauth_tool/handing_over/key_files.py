"""Read files that hold keys."""

from pathlib import Path

from tool_cli.errors import InvalidInput, ToolError

MAX_SIZE = 100_000


def read_key_file(path: Path) -> str:
    """Return the text of a key file.

    Raises:
        ToolError: It cannot be read.
        InvalidInput: It is not text, or far too long for a key.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise ToolError(
            f"cannot read the key file {path}: {error.strerror}", "check its path"
        ) from error
    if len(data) > MAX_SIZE or not data.isascii():
        raise InvalidInput(
            f"{path} holds no key", "keys are PEM files (RSA, X25519) or those of age"
        )
    return data.decode("ascii")
