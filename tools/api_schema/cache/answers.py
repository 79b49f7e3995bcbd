"""The whole answer to a command line that was given before, without parsing it again."""

# Importing pathlib takes longer than all that a hit has to do.
# ruff: noqa: PTH109, PTH118, PTH123

from __future__ import annotations

import os
import sys

from api_schema.cache.changes import changes
from api_schema.cache.entry import read_entry, write_entry
from api_schema.cache.identity import default_folder, key_for, remember_tool
from api_schema.command_line import value_in
from api_schema.environment import seen_environment

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

FOLDER = "answers"
OPTION = "--cache-dir"
STDOUT = "-"
# Variables that the command itself reads, besides the backend.
READ_HERE = (
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "CONDA_DEFAULT_ENV",
    "UV_PROJECT_ENVIRONMENT",
    "PATH",
    "DJANGO_SETTINGS_MODULE",
)


def answered(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Give the answer to this command line if it is kept and nothing changed; else do nothing."""
    found = read_entry(answer_file(arguments, environment))
    if found is None:
        return False
    header, body = found
    entry = read_entry(header["document"])
    if entry is None or any(changes(header["choice"], environment)):
        return False
    dependencies = entry[0]["dependencies"]
    if any(changes(dependencies, seen_environment(environment), header["document"])):
        return False
    if dependencies.pop("renewed", False):
        _renew(header["document"], entry)
    return _given(header, body)


def keep_answer(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    header: dict[str, Any],
    body: bytes,
) -> None:
    """Keep the answer to a command line.

    Args:
        arguments: The command line, without the program.
        environment: The variables that the command sees.
        header: ``document``, the entry that it is made from; ``choice``, what else it depends on;
            ``output``, where it goes; ``notes``, what is said on stderr.
        body: What is written.

    Raises:
        OSError: The cache cannot be written.
    """
    write_entry(answer_file(arguments, environment), header, body)
    remember_tool(_folder(arguments, environment))


def answer_file(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the file that holds the answer to a command line."""
    read = [environment.get(name) for name in READ_HERE]
    folder = _folder(arguments, environment)
    key = key_for([list(arguments), os.getcwd(), sys.executable, read], folder)
    return os.path.join(folder, FOLDER, key)


def _renew(file: str, entry: tuple[dict[str, Any], bytes]) -> None:
    try:
        write_entry(file, *entry)
    except OSError:  # the answer is right all the same
        return


def _folder(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    return value_in(arguments, OPTION) or default_folder(environment)


def _given(header: dict[str, Any], body: bytes) -> bool:
    if sys.stderr is None or sys.stdout is None:  # closed: the command itself knows what to say
        return False
    if header["output"] == STDOUT:
        sys.stderr.write(header["notes"])
        return _written_to_stdout(body)
    try:
        with open(header["output"], "rb") as file:
            is_there = file.read() == body
    except OSError:
        return False
    if is_there:
        sys.stderr.write(header["notes"])
    return is_there


def _written_to_stdout(body: bytes) -> bool:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # its reader has enough, as the reader of any command may
        from tool_cli.stdout import abandon_stdout  # noqa: PLC0415 - seldom needed

        abandon_stdout()
    except OSError:  # the command itself meets it again, and says so
        return False
    return True
