"""How a command finds a running platform, and proves that it may steer it."""

import os
from pathlib import Path

import click

from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput, ToolError

PORT = 9877
CONTROL_VARIABLE = "OAUTH_TOOL_CONTROL_TOKEN"
FILE = click.Path(path_type=Path, dir_okay=False)
url_option = click.option("--url", default=f"http://127.0.0.1:{PORT}", show_default=True)
control_token_option = click.option(
    "--control-token-file",
    type=FILE,
    help=f"The file with the platform's control token.  [default: ${CONTROL_VARIABLE}]",
)


def control_token(file: Path | None) -> Secret:
    """Return the control token in a file, or in the environment if none is named.

    Raises:
        ToolError: There is none.
    """
    if file:
        return secret_in(file, "--control-token-file")
    token = os.environ.get(CONTROL_VARIABLE)
    if not token:
        raise InvalidInput(
            "there is no control token", f"name --control-token-file or set {CONTROL_VARIABLE}"
        )
    return Secret(token)


def secret_in(file: Path, option: str) -> Secret:
    """Return the secret in a file that an option names.

    Raises:
        ToolError: The file cannot be read, or is empty.
    """
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(f"cannot read {file}", f"check {option}") from error
    if not secret:
        raise InvalidInput(f"the file {file} is empty", f"check {option}")
    return Secret(secret)
