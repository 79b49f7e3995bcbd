"""A command that reads a secret from its standard input: no shell is between."""

import shlex
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tool_cli.errors import InvalidInput, ToolError

_TELLING = 8
_LONGEST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Command:
    """A program that exists, and its arguments."""

    program: str
    arguments: tuple[str, ...]

    @property
    def name(self) -> str:
        """The program's name alone: an argument may be a password."""
        return Path(self.program).name

    def run(self, text: str, *, hiding: str) -> None:
        """Run it with a text on its standard input. What it prints itself is not shown.

        Args:
            text: What it is given.
            hiding: The secret in it; an error repeats no part of that.

        Raises:
            ToolError: It cannot be started, or says by its exit code that it failed.
        """
        # A file rather than a pipe: a clipboard's helper lives on and would keep a pipe open.
        with tempfile.TemporaryFile() as complaints:
            try:
                done = subprocess.run(  # noqa: S603 - it is the operator who names the command
                    [self.program, *self.arguments],
                    input=text.encode(),
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    check=False,
                )
            except OSError as error:
                raise ToolError(f"cannot run {self.name}: {error.strerror}") from error
            if done.returncode:
                complaints.seek(0)
                said = _last_line(complaints.read().decode(errors="replace"), hiding)
                raise ToolError(
                    f"{self.name} {_ending(done.returncode)}{said}",
                    "try it with other input, then run this again",
                )


def command_from(text: str) -> Command:
    """Return the command that a text spells, quoted as in a POSIX shell.

    Raises:
        InvalidInput: It cannot be read, or there is no such program.
    """
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise InvalidInput(
            "the command of --pipe-to cannot be read", "a quotation mark is open"
        ) from error
    program = shutil.which(words[0]) if words else None
    if program is None:
        raise InvalidInput(
            f"--pipe-to: there is no command {words[0] if words else ''!r}",
            "no shell is involved; for a pipeline write --pipe-to \"sh -c '…'\"",
        )
    return Command(program=program, arguments=tuple(words[1:]))


def _ending(code: int) -> str:
    return f"ended with exit code {code}" if code > 0 else f"was ended by signal {-code}"


def _last_line(said: str, hiding: str) -> str:
    lines = said.split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    if not last:
        return ""
    if _repeats(last, hiding):
        return ", and what it said holds a part of the secret, so it is not shown"
    return f", saying {last[:_LONGEST]!r}"


def _repeats(text: str, secret: str) -> bool:
    parts = (secret[at : at + _TELLING] for at in range(max(1, len(secret) - _TELLING + 1)))
    return any(part in text for part in parts)
