"""Read a preset from a file, and name every mistake in it with its place."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from oauth_tool.presetting.building import preset_from
from oauth_tool.presetting.meaning import meaning_findings
from oauth_tool.presetting.preset import Preset
from oauth_tool.profiles.mistakes import Finding, Mistake
from oauth_tool.profiles.profile import Profile
from oauth_tool.profiles.reading import read_source
from oauth_tool.profiles.schema_findings import MISSING, schema_findings
from oauth_tool.profiles.source import Source, bytes_of
from tool_cli.errors import InvalidInput

SECRETS = frozenset({"password", "client_secret", "access_token", "refresh_token", "key"})
SCHEMA = Path(__file__).with_name("preset.schema.json")


class InvalidPreset(InvalidInput):
    """A preset has mistakes.

    Attributes:
        mistakes: All of them, in the order of the file.
    """

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


def read_preset(file: Path, profile: Profile) -> Preset:
    """Return the preset in a YAML file.

    Args:
        file: The file.
        profile: The platform that it is for.

    Raises:
        InvalidInput: The file cannot be read.
        InvalidPreset: It has mistakes.
    """
    source = read_source(str(file), bytes_of(file, "preset"))
    mistakes = [*source.mistakes, *map(source.located, _findings(source, profile))]
    if mistakes:
        raise InvalidPreset(sorted(mistakes, key=lambda mistake: mistake.place))
    return preset_from(_content(source), profile)


def _findings(source: Source, profile: Profile) -> Iterator[Finding]:
    if source.mistakes:
        return
    if not isinstance(source.content, dict | None):
        yield Finding(
            path=(), message="this is not a mapping", remedy="begin with 'users:' or 'apps:'"
        )
        return
    content = _content(source)
    schema = json.loads(SCHEMA.read_bytes())
    of_schema = [_without_secret(finding) for finding in schema_findings(content, schema)]
    yield from of_schema
    if not of_schema:
        yield from meaning_findings(content, profile)


def _without_secret(finding: Finding) -> Finding:
    # A message shows what it is about; nobody may read a secret over somebody's shoulder.
    if finding.path and finding.path[-1] in SECRETS and finding.message != MISSING:
        return replace(finding, message="this value is not of the form that is needed here")
    return finding


def _content(source: Source) -> dict[str, list[dict[str, object]]]:
    return source.content if isinstance(source.content, dict) else {}
