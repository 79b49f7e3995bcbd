"""Run a click command, and turn what click refuses into one line on stderr and an exit code."""

from collections.abc import Sequence
from functools import partial

import click

from tool_cli.finishing import error_line, finish, say, stopped

WIDTH = 100
# What a group without a command raises, from click 8.2 on: its message is the whole help.
HELP: type[Exception] | tuple[()] = getattr(click.exceptions, "NoArgsIsHelpError", ())


def run(command: click.Command, *, name: str, arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Args:
        command: The click command or group.
        name: The program's name in usage and error lines.
        arguments: The arguments after the program's name; those of the process by default.
    """
    call = partial(
        command.main,
        args=None if arguments is None else list(arguments),
        prog_name=name,
        standalone_mode=False,
        max_content_width=WIDTH,
    )
    try:
        return finish(call)
    except click.exceptions.Abort:
        return stopped()
    except click.ClickException as error:
        if isinstance(error, HELP):
            say(error.format_message())
            return error.exit_code
        say(error_line(error.format_message(), _usage_hint(error, name)))
        return error.exit_code


def _usage_hint(error: click.ClickException, name: str) -> str | None:
    if not isinstance(error, click.UsageError):
        return None
    path = error.ctx.command_path if error.ctx else name
    return f"'{path} --help' lists what it takes"
