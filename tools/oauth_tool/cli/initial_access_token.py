"""An initial access token (RFC 7591 3): from a file, the environment or a hidden prompt only."""

import os
import re
import sys
from pathlib import Path

from oauth_tool.cli.remote_options import TOKEN_VARIABLE
from oauth_tool.cli.secret_input import STDIN, prompted
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput, ToolError

# Longer than any token, shorter than what servers take as a header.
LONGEST_TOKEN = 8000
_TOKEN = re.compile(r"[\x21-\x7e]+")


def initial_access_token(file: Path | None) -> Secret | None:
    """Return the token that is at hand, None if there is none: many servers want none.

    Raises:
        ToolError: The file cannot be read.
        InvalidInput: What is there is no token.
    """
    if file is not None:
        return _checked(_read(file), f"the file {file}")
    given = os.environ.get(TOKEN_VARIABLE)
    return _checked(given, TOKEN_VARIABLE) if given else None


def asked_initial_access_token() -> Secret:
    """Ask for the token, without showing it.

    Raises:
        InvalidInput: The answer is no token.
    """
    otherwise = f"--initial-access-token-file or {TOKEN_VARIABLE}"
    return _checked(prompted("Initial access token", otherwise), "the answer")


def _read(file: Path) -> str:
    try:
        if str(file) == STDIN:
            return sys.stdin.buffer.read(LONGEST_TOKEN * 2).decode()
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise ToolError(
            f"cannot read {file}: {error.strerror}", "check --initial-access-token-file"
        ) from error
    except UnicodeDecodeError:
        # Without its cause: that holds what was read.
        raise InvalidInput(f"what {file} holds is not UTF-8") from None


def _checked(text: str, place: str) -> Secret:
    token = text.strip()
    if len(token) > LONGEST_TOKEN or not _TOKEN.fullmatch(token):
        raise InvalidInput(
            f"{place} holds no initial access token", "a token is one line without spaces"
        )
    return Secret(token)
