"""Do what a command does: every failure becomes one line on stderr and a documented exit code.

Nothing here needs click, which takes longer to import than many a command takes.
"""

import sys
from collections.abc import Callable

from tool_cli.errors import ToolError
from tool_cli.stdout import (
    UNWRITABLE,
    abandon_stdout,
    take_the_places_of_closed_streams,
    unwritable,
)

INTERRUPTED = 130


def finish(call: Callable[[], object]) -> int:
    """Call what does the work, and return the exit code."""
    take_the_places_of_closed_streams()
    try:
        outcome = _outcome(call)
    except KeyboardInterrupt:
        return stopped()
    except ToolError as error:
        say(error_line(error.message, error.hint))
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0


def stopped() -> int:
    """Say that the user has stopped the command, and return its exit code."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    say("\nStopped." if is_terminal else "Stopped.")  # a prompt may have been open
    return INTERRUPTED


def say(line: str) -> None:
    """Write a line to stderr."""
    import click  # noqa: PLC0415 - most commands have nothing to say

    click.echo(line, err=True)


def _outcome(call: Callable[[], object]) -> object:
    """Return what a command returned, or 0 if it has written to somebody who has gone away."""
    stdout = sys.stdout
    try:
        outcome = call()
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
