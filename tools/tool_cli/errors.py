"""The one family of errors that a command turns into a line of text and an exit code.

Exit codes of every command of this project:

===  ======================================================================================
0    done
1    a check failed: the document is invalid, the secret does not match
2    the command was called wrongly: an unknown option, scope, redirect URI, target form
3    something outside failed: a backend that does not import, a database or server that does
     not answer, a port in use, a file that cannot be written
130  stopped by Ctrl-C
===  ======================================================================================
"""


class ToolError(Exception):
    """Something outside the command failed.

    Attributes:
        message: What failed, and where. One sentence without a full stop at its end.
        hint: What to do about it, or None.
        exit_code: The exit code of the command that ends with this error.
    """

    exit_code = 3

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InvalidInput(ToolError):
    """The command was called with something that it cannot accept."""

    exit_code = 2


class CheckFailed(ToolError):
    """The command did its work, and what it checked is not right."""

    exit_code = 1
