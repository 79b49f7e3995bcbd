"""Check a user's profile, and name every mistake with its place and its remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oauth_tool.profiles.extending import filled_in, has_unknown_base
from oauth_tool.profiles.meaning import meaning_findings
from oauth_tool.profiles.mistakes import Finding, Mistake
from oauth_tool.profiles.reading import read_source
from oauth_tool.profiles.schema_findings import profile_schema, schema_findings
from oauth_tool.profiles.shipped import Document
from oauth_tool.profiles.source import Source, bytes_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A file that was checked.

    Attributes:
        document: Its content with what it extends; to be trusted where there is no mistake.
        mistakes: All of them, in the order of the file.
    """

    document: Document
    mistakes: tuple[Mistake, ...]


def checked_file(file: Path) -> Checked:
    """Check a user's file.

    Raises:
        InvalidInput: The file cannot be read.
    """
    source = read_source(str(file), bytes_of(file, "profile"))
    if not isinstance(source.content, dict):
        return Checked(document={}, mistakes=source.mistakes or (_no_mapping(source),))
    document = filled_in(source.content)
    found = [
        source.located(finding)
        for finding in _findings(document, source)
        if finding.path not in source.unread
    ]
    mistakes = sorted([*source.mistakes, *found], key=lambda mistake: mistake.place)
    return Checked(document=document, mistakes=tuple(mistakes))


def _no_mapping(source: Source) -> Mistake:
    return source.located(
        Finding(
            path=(),
            message="this is not a mapping",
            remedy="a profile is keys with values, such as 'extends: autogpt'",
        )
    )


def _findings(document: Document, source: Source) -> Iterator[Finding]:
    of_schema = list(schema_findings(document, profile_schema()))
    if has_unknown_base(document):  # what it leaves out cannot be told from what it lacks
        yield from (finding for finding in of_schema if finding.path == ("extends",))
        return
    yield from of_schema
    doubtful = source.unread.union(finding.path for finding in of_schema)
    yield from meaning_findings(document, doubtful)
