"""Environment variables from files and from the command line."""

import re
from collections.abc import Iterable
from pathlib import Path

from tool_cli.errors import InvalidInput

_LINE = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(?P<value>.*)")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<text>.*?)(?<!\\)(?P=quote)\s*(?:#.*)?$""")
_TAKEN = "a file of variables has NAME=VALUE lines"
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\"}


def variables_in(file: Path) -> dict[str, str]:
    """Read a file of ``NAME=VALUE`` lines, as dotenv and Docker write them.

    Raises:
        InvalidInput: The file cannot be read, or a line is something else. The value is not shown.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        why = error.strerror or str(error)
        raise InvalidInput(f"cannot read {file}: {why}", _TAKEN) from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"cannot read {file}: it is no UTF-8", _TAKEN) from error
    variables: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            raise InvalidInput(f"{file}:{number} is not NAME=VALUE", "comments begin with #")
        if "\0" in text:
            raise InvalidInput(f"{file}:{number} holds a NUL", "no variable can hold that")
        variables[match["name"]] = _value(match["value"])
    return variables


def variables_from(texts: Iterable[str]) -> dict[str, str]:
    """Read ``NAME=VALUE`` from the command line.

    Raises:
        InvalidInput: There is no name or no equals sign.
    """
    variables: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name and equals):
            lack = f" {name}: it has no value" if name else ": it has no name"
            raise InvalidInput(f"--env{lack}", "write it as NAME=VALUE")
        variables[name] = value
    return variables


def _value(text: str) -> str:
    quoted = _QUOTED.match(text)
    if quoted is None:
        return re.split(r"\s#", text, maxsplit=1)[0].strip()
    if quoted["quote"] == "'":
        return quoted["text"]
    return re.sub(r"\\[nt\"\\]", lambda match: _ESCAPES[match[0]], quoted["text"])
