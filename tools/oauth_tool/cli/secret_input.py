"""A secret that somebody gives to a command: by stdin, environment, hidden prompt, or argument."""

import os
import sys

import click

from oauth_tool.cli.options import is_terminal
from oauth_tool.oauth.credentials import Secret
from tool_cli.errors import InvalidInput

STDIN = "-"
SECRET_VARIABLE = "OAUTH_TOOL_SECRET"  # noqa: S105 - the variable's name


def given_secret(argument: str | None) -> Secret:
    """Return the secret that an argument is, or that it says where to find.

    Args:
        argument: ``-`` for stdin; None for the environment, and else a hidden prompt.

    Raises:
        InvalidInput: Stdin is not UTF-8, or empty.
        click.UsageError: There is none, and no terminal to ask on.
    """
    if argument == STDIN:
        return Secret(_from_stdin())
    if argument is not None:
        click.echo(
            "Warning: a secret on the command line stays in the shell's history and shows in the"
            " list of processes; '-' reads it from stdin.",
            err=True,
        )
        return Secret(argument)
    return Secret(
        os.environ.get(SECRET_VARIABLE) or prompted("Secret", f"'-' or {SECRET_VARIABLE}")
    )


def prompted(question: str, otherwise: str) -> str:
    """Ask for a secret without showing it.

    Raises:
        click.UsageError: There is no terminal to ask on.
    """
    if not is_terminal():
        raise click.UsageError(
            f"no secret: there is no terminal to ask on, so use {otherwise}",
            click.get_current_context(),
        )
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


def _from_stdin() -> str:
    if is_terminal():
        return prompted("Secret", STDIN)
    try:
        text = sys.stdin.buffer.read().decode()
    except UnicodeDecodeError:
        # Without its cause: that holds what was read.
        raise InvalidInput("the secret on stdin is not UTF-8") from None
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret:
        raise InvalidInput("there is no secret on stdin")
    return secret
