"""End a process without the clean-up that its end makes needless."""

from __future__ import annotations

import atexit
import os
import sys

from tool_cli.stdout import abandon_stdout

TYPE_CHECKING = False  # as type checkers know it: what ends at once imports no typing
if TYPE_CHECKING:
    from typing import NoReturn


def leave(code: int) -> NoReturn:
    """Write what is still in memory, run what was registered for the end, and end.

    The system takes a process's memory back at once. Python first takes every object apart, which
    for a document of twelve megabytes is a tenth of the time that its check takes.
    """
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself would do next
        for stream in filter(None, (sys.stderr, sys.stdout)):  # one that is closed is None
            stream.flush()
    except BrokenPipeError:
        abandon_stdout()
    finally:
        os._exit(code)
