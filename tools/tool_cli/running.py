"""Run a click command: every failure becomes one line on stderr and a documented exit code."""

import sys
from collections.abc import Sequence

import click

from tool_cli.errors import ToolError
from tool_cli.stdout import UNWRITABLE, abandon_stdout, unwritable

INTERRUPTED = 130
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
    try:
        outcome = _outcome(command, name, arguments)
    except (click.exceptions.Abort, KeyboardInterrupt):
        _say("\nStopped." if sys.stderr.isatty() else "Stopped.")  # a prompt may have been open
        return INTERRUPTED
    except click.ClickException as error:
        if isinstance(error, HELP):
            _say(error.format_message())
            return error.exit_code
        _say(error_line(error.format_message(), _usage_hint(error, name)))
        return error.exit_code
    except ToolError as error:
        _say(error_line(error.message, error.hint))
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0


def _outcome(command: click.Command, name: str, arguments: Sequence[str] | None) -> object:
    """Return what a command returned, or 0 if it has written to somebody who has gone away."""
    stdout = sys.stdout
    try:
        outcome: object = command.main(
            args=None if arguments is None else list(arguments),
            prog_name=name,
            standalone_mode=False,
            max_content_width=WIDTH,
        )
        if stdout is not None:  # closed by whoever started this
            stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
        return 0
    except OSError as error:
        # Click writes help and tables itself; whatever else is written says so as a ToolError.
        if error.errno not in UNWRITABLE:
            raise
        abandon_stdout()
        raise unwritable(error) from error
    except SystemExit:
        # Click leaves like this, with another stdout in place, when its reader has gone away.
        if sys.stdout is stdout:
            raise
        abandon_stdout()
        return 0
    return outcome


def error_line(message: str, hint: str | None) -> str:
    """Return the one line that reports an error, safe to print on a terminal."""
    said = message.rstrip(".")
    line = f"Error: {said}{'' if said.endswith('?') else '.'}"
    if hint:
        line += f" Hint: {hint.rstrip('.')}{'' if hint.endswith('?') else '.'}"
    return printable(line)


def printable(text: str) -> str:
    """Return a text with line breaks folded and control characters made visible.

    A name or an answer from outside may hold terminal escape sequences; none of them reaches the
    terminal.
    """
    folded = " ".join(text.split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in folded)


def _usage_hint(error: click.ClickException, name: str) -> str | None:
    if not isinstance(error, click.UsageError):
        return None
    path = error.ctx.command_path if error.ctx else name
    return f"'{path} --help' lists what it takes"


def _say(line: str) -> None:
    click.echo(line, err=True)
