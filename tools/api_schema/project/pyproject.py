"""The targets that a project names in ``[tool.export-api-schema]`` of its ``pyproject.toml``."""

import os
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from api_schema.project.option_words import OptionForm, words_for
from api_schema.project.toml_lines import line_of
from tool_cli.errors import InvalidInput

FILE = "pyproject.toml"
TABLE = ("tool", "export-api-schema")
TARGETS = "targets"
TARGET = "target"
OUTPUT = "output"
SETTINGS = "django-settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One target of a project.

    Attributes:
        name: What the project calls it.
        output: The file that its document goes to; empty for stdout.
        arguments: The command line that exports it.
    """

    name: str
    output: str
    arguments: tuple[str, ...]

    def checking(self) -> "Entry":
        """Return it with its output to be compared instead of written."""
        written, compared = f"--{OUTPUT}={self.output}", f"--check={self.output}"
        words = (compared if word == written else word for word in self.arguments)
        return replace(self, arguments=tuple(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pyproject:
    """A project's file.

    Attributes:
        file: Where it is.
        text: What it holds.
        content: The same as Python objects.
    """

    file: Path
    text: str
    content: Mapping[str, object]

    @property
    def name(self) -> str:
        """The project's name; empty if it has none."""
        return str(_table(self.content.get("project")).get("name", ""))

    @property
    def entry_point(self) -> str:
        """The target that FastAPI's own command line reads; empty if there is none."""
        tools = _table(self.content.get("tool"))
        return str(_table(tools.get("fastapi")).get("entrypoint", ""))

    @property
    def table(self) -> Mapping[str, object]:
        """What it says to this tool."""
        return _table(_table(self.content.get(TABLE[0])).get(TABLE[1]))

    def mistake(self, message: str, hint: str, *keys: str) -> InvalidInput:
        """Return the error about a key of the tool's table."""
        line = line_of(self.text, (*TABLE, *keys))
        return InvalidInput(f"{self.file}:{line}: {message}", hint)


def files_near(folder: Path) -> list[Path]:
    """Return where the file of a folder's project may be; the first one that is there counts."""
    return [each / FILE for each in (folder, *folder.parents)]


def pyproject_near(folder: Path) -> Pyproject | None:
    """Return the file of the project that a folder is in; None if there is none.

    Raises:
        InvalidInput: It cannot be read.
    """
    file = next((file for file in files_near(folder) if file.is_file()), None)
    if file is None:
        return None
    try:
        text = file.read_text(encoding="utf-8")
        return Pyproject(file=file, text=text, content=tomllib.loads(text))
    except (OSError, ValueError) as error:
        raise InvalidInput(f"cannot read {file}: {error}", "mend it, or name a TARGET") from error


def entries_of(
    project: Pyproject, known: Mapping[str, OptionForm], left_out: Collection[str] = ()
) -> list[Entry]:
    """Return the targets that a project names; none if it names none.

    Options beside ``targets`` are those of every target that does not say otherwise.

    Args:
        project: The project.
        known: The options that a command has, and what each takes.
        left_out: Those that it does without.

    Raises:
        InvalidInput: There is a key that is no option, or a value that it does not take.
    """
    shared = _without({TARGETS, *left_out}, project.table)
    tables = project.table.get(TARGETS)
    if tables is None:
        _require_known(project, shared, known, ())
        return [_entry(project, "target", shared, known, ())] if _names_one(shared) else []
    if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
        raise project.mistake(
            f"{TARGETS} holds no tables",
            "write [tool.export-api-schema.targets.NAME] for each target",
            TARGETS,
        )
    tables = {name: _without(left_out, own) for name, own in tables.items()}
    if _names_one(shared):
        raise project.mistake("there is a target beside targets", "give it a name", TARGET)
    _require_known(project, shared, known, ())
    for name, own in tables.items():
        _require_known(project, own, known, (TARGETS, name))
    entries = [
        _entry(project, name, {**shared, **own}, known, (TARGETS, name))
        for name, own in tables.items()
    ]
    _require_own_outputs(project, entries)
    return entries


def _without(keys: Collection[str], table: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in table.items() if key not in keys}


def _names_one(table: Mapping[str, object]) -> bool:
    return TARGET in table


def _require_known(
    project: Pyproject,
    table: Mapping[str, object],
    known: Mapping[str, OptionForm],
    place: tuple[str, ...],
) -> None:
    for key, value in table.items():
        if key == TARGET:
            # Without a colon it would be the name of a target, perhaps its own.
            if not isinstance(value, str) or ":" not in value:
                raise project.mistake(
                    f"{key} names no application", "write 'module:app'", *place, key
                )
            continue
        if key not in known:
            raise project.mistake(
                f"there is no option {key}", _hint_for(key, (TARGET, *known)), *place, key
            )
        try:
            list(words_for(key, value, known[key]))
        except TypeError as error:
            raise project.mistake(f"{key} takes {error}", "see --help", *place, key) from error


def _hint_for(key: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(key, known, n=1)
    if near:
        return f"perhaps you mean {near[0]}"
    return f"keys are {TARGET} and the command's long options without dashes in front"


def _require_own_outputs(project: Pyproject, entries: list[Entry]) -> None:
    writers: dict[str, str] = {}
    for entry in entries:
        file = os.path.normpath(entry.output)
        if entry.output and writers.setdefault(file, entry.name) != entry.name:
            raise project.mistake(
                f"{entry.name} and {writers[file]} have the same output",
                "give each target a file of its own",
                *(TARGETS, entry.name, OUTPUT),
            )


def _entry(
    project: Pyproject,
    name: str,
    table: Mapping[str, object],
    known: Mapping[str, OptionForm],
    place: tuple[str, ...],
) -> Entry:
    if TARGET not in table and SETTINGS not in table:
        raise project.mistake(f"{name} names no target", f"add {TARGET} = 'module:app'", *place)
    options = [
        word
        for key, value in table.items()
        if key != TARGET
        for word in words_for(key, value, known[key])
    ]
    target = [str(table[TARGET])] if TARGET in table else []
    return Entry(name=name, output=str(table.get(OUTPUT, "")), arguments=(*target, *options))


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
