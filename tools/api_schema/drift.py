"""Is a committed file still what the backend publishes?"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from api_schema.diff.change import Change, Nature
from api_schema.diff.comparing import changes_between
from api_schema.diff.problems import problems_of
from api_schema.styles.table import style_of
from api_schema.validation.problem import Problem
from api_schema.validation.reading.source import parse_text, read_file
from api_schema.validation.reading.text import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """A committed file, and what is no longer right in it.

    Attributes:
        file: The file.
        data: What it holds.
        committed: The same, parsed.
        changes: Those that lead from there to what the backend publishes.
    """

    file: Path
    data: bytes
    committed: Parsed
    changes: list[Change]

    def failing(self, tolerated: Collection[Nature]) -> list[Change]:
        """Return the changes of natures that are not tolerated."""
        return [change for change in self.changes if change.nature not in tolerated]

    def style(self) -> str | None:
        """Return the style that the file is written in, if it is one that this tool writes."""
        return style_of(self.data.decode(errors="replace"), self.committed.document)

    def problems(self, *, remedy: str, tolerated: Collection[Nature]) -> list[Problem]:
        """Return the changes as problems of the file."""
        return problems_of(
            self.changes,
            self.committed,
            file=str(self.file),
            remedy=remedy,
            tolerated=tolerated,
        )


def drift_of(file: Path, content: object) -> Drift:
    """Compare a committed file, JSON or YAML in whatever layout, with what it ought to hold.

    Raises:
        Unreadable: There is no such file, or it is neither JSON nor YAML.
    """
    data = read_file(file)
    committed = parse_text(data, str(file))
    changes = changes_between(committed.document, content)
    return Drift(file=file, data=data, committed=committed, changes=changes)
