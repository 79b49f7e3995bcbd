"""The documents that are kept: a folder a question, a file for each state it was asked in."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from api_schema.cache.changes import changes
from api_schema.cache.entry import OWNER_ONLY, read_entry, write_entry
from api_schema.cache.identity import key_for
from api_schema.cache.recording import NotCacheable, Recorder
from api_schema.cache.unrun import SUFFIX as SOURCES
from api_schema.cache.unrun import keep_sources
from api_schema.conditions import Conditions
from api_schema.document import Document
from api_schema.environment import seen_environment
from api_schema.exporting import Export
from api_schema.report import Report, Shadowed
from api_schema.target import Target

FOLDER = "documents"
SUFFIX = ".document"
STATES_KEPT = 8  # of one target: as many branches can be switched between without a miss


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document from the cache.

    Attributes:
        export: The document and what was learnt with it.
        file: The entry it came from.
    """

    export: Export
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """Documents of earlier runs.

    Attributes:
        folder: Where they are.
        strict: Whether every file of every installed package counts by itself.
        keeps_impure: Whether the document of a run that used what it was allowed is kept.
    """

    folder: Path
    strict: bool = False
    keeps_impure: bool = False

    def prepare(self) -> None:
        """Make the folder, which may be in one that the import lists, before the import does."""
        with suppress(OSError):  # that it cannot be written is told when something is to be kept
            self.folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)

    def found(self, target: Target, conditions: Conditions) -> Kept | None:
        """Return the document that an export would give, if nothing that it depends on changed."""
        environment = seen_environment(conditions.environment)
        for file in self._states(target, conditions):
            entry = read_entry(str(file))
            if entry is None:
                continue
            header, body = entry
            if not any(changes(header["dependencies"], environment, str(file))):
                if header["dependencies"].pop("renewed", False):
                    _write(file, header, body)  # with the times of this checkout
                return Kept(export=_export(header, body), file=file)
        return None

    def why_not(self, target: Target, conditions: Conditions) -> list[str]:
        """Return why an export would be no hit: a sentence for each change since the last one."""
        for file in self._states(target, conditions):
            entry = read_entry(str(file))
            if entry is not None:
                environment = seen_environment(conditions.environment)
                return list(changes(entry[0]["dependencies"], environment, str(file)))
        return ["nothing is kept for this target, interpreter, folder and these options"]

    def keep(self, export: Export, target: Target, conditions: Conditions) -> Path:
        """Keep a document and return the entry that it is in.

        Raises:
            NotCacheable: The run depended on something that cannot be checked.
            OSError: The cache cannot be written.
        """
        report = export.report
        impure = [each for each in report.incidents if each.kind == "allowed"]
        if impure and not self.keeps_impure:
            first = impure[0]
            raise NotCacheable(f"the import was allowed to {first.action} {first.subject}")
        recorder = Recorder(report.reading or {}, library=report.library or "", strict=self.strict)
        recorder.record(conditions.interpreter)
        recorder.record_environment(
            seen_environment(conditions.environment),
            keeps_home=conditions.keeps_home,
            depends_on_home=export.depends_on_home,
        )
        header = {
            "target": str(target),
            "operations": export.document.operations,
            "library": report.library,
            "shadowed": [asdict(each) for each in report.shadowed],
            "registers_later": report.registers_later,
            "filled": report.filled,
            "dependencies": recorder.dependencies,
        }
        body = export.document.text.encode()
        file = (
            self._folder_of(target, conditions) / f"{key_for([header], str(self.folder))}{SUFFIX}"
        )
        _write(file, header, body)
        if not (self.strict or impure or report.shadowed or report.registers_later):
            _keep_sources(file, recorder)
        for surplus in list(self._states(target, conditions))[STATES_KEPT:]:
            surplus.unlink(missing_ok=True)
            surplus.with_name(surplus.name + SOURCES).unlink(missing_ok=True)
        return file

    def _folder_of(self, target: Target, conditions: Conditions) -> Path:
        question = _question(target, conditions, self.strict)
        return self.folder / FOLDER / key_for(question, str(self.folder))

    def _states(self, target: Target, conditions: Conditions) -> Iterator[Path]:
        """Yield the entries of a target, the newest first."""
        files = self._folder_of(target, conditions).glob(f"*{SUFFIX}")
        return iter(sorted(files, key=_modified, reverse=True))


def _question(target: Target, conditions: Conditions, strict: bool) -> list[object]:  # noqa: FBT001
    return [
        [
            str(target),
            target.arguments,
            target.mount,
            target.django,
            str(target.app_dir),
            str(Path.cwd()),
        ],
        [str(conditions.interpreter), conditions.network, conditions.programs, conditions.stubs],
        [conditions.fills_environment, conditions.keeps_home, strict],
    ]


def _keep_sources(file: Path, recorder: Recorder) -> None:
    """Keep the sources in which some function may not have run: an edit of that one is a hit."""
    if recorder.functions is not None:
        keep_sources(str(file), recorder.functions, recorder.dependencies["files"])


def _write(file: Path, header: dict[str, Any], body: bytes) -> None:
    write_entry(str(file), header, body)


def _export(header: dict[str, Any], body: bytes) -> Export:
    document = Document(text=body.decode(), operations=header["operations"])
    report = Report(
        library=header["library"],
        document=document,
        filled=tuple(header["filled"]),
        shadowed=tuple(Shadowed(**each) for each in header["shadowed"]),
        registers_later=tuple(header["registers_later"]),
    )
    return Export(document=document, report=report)


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:  # another process removed it
        return 0.0
