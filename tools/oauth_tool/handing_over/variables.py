"""A report as environment variables: for a shell, and for an ``.env`` file.

A list is one variable with spaces between its items, as RFC 6749 writes scopes; no item can hold a
space. What an app does not have gives no variable.
"""

import re
import shlex
from collections.abc import Iterator

from oauth_tool.handing_over.report import Report
from tool_cli.errors import InvalidInput

_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})
# In single quotes both readers take every other character as it is.
_SINGLE_QUOTABLE = re.compile(r"[^'\\\r]*")


def as_env(report: Report) -> str:
    """Return lines that a POSIX shell evaluates."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in _variables(report))


def as_dotenv(report: Report) -> str:
    """Return lines that python-dotenv and Docker Compose read alike.

    Raises:
        InvalidInput: A value holds a ``$`` that they read differently however it is written.
    """
    return "\n".join(f"{name}={_quoted(name, value)}" for name, value in _variables(report))


def _variables(report: Report) -> Iterator[tuple[str, str]]:
    for key, value in report.items():
        if value is not None:
            yield _name(key), value if isinstance(value, str) else _spelled(value)


def _name(key: str) -> str:
    # The app's row has an ``id``, too.
    is_credential = key.startswith("client_")
    return f"OAUTH_{'' if is_credential else 'APP_'}{key.upper()}"


def _spelled(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value).lower()


def _quoted(name: str, value: str) -> str:
    # Double quotes: both know these four escapes, but Compose expands $NAME and python-dotenv
    # knows no way to write a dollar sign. Single quotes: Compose expands nothing, python-dotenv
    # still expands ${NAME}.
    if "$" not in value:
        return f'"{value.translate(_ESCAPES)}"'
    if "${" not in value and _SINGLE_QUOTABLE.fullmatch(value):
        return f"'{value}'"
    raise InvalidInput(
        f"{name} holds a $ that readers of .env files take for different things",
        "choose another --format",
    )
