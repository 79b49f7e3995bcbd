"""A client secret from a file, the environment or a hidden prompt, never from the command line."""

import os
from pathlib import Path

import click

from oauth_tool.cli.options import is_terminal
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput, ToolError

SECRET_VARIABLE = "OAUTH_TOOL_CLIENT_SECRET"  # noqa: S105 - the variable's name


def client_secret(file: Path | None) -> Secret:
    """Return the secret of an existing app.

    Raises:
        ToolError: The file cannot be read.
        InvalidInput: It is empty.
        click.UsageError: There is none, and no terminal to ask on.
    """
    secret = _read(file) if file else os.environ.get(SECRET_VARIABLE) or _asked()
    if not secret:
        raise InvalidInput(f"the file {file} holds no client secret")
    return Secret(secret)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ToolError(f"cannot read {file}: {why}", "check --client-secret-file") from error


def _asked() -> str:
    if not is_terminal():
        raise click.UsageError(
            f"missing --client-secret-file or {SECRET_VARIABLE}, and no terminal to ask on",
            click.get_current_context(),
        )
    answer: str = click.prompt("Client secret", hide_input=True, err=True)
    return answer.strip()
