"""Read a file that declares apps, and name every mistake in it with its place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from oauth_tool.profiles.mistakes import Finding, Mistake
from oauth_tool.profiles.reading import read_source
from oauth_tool.profiles.schema_findings import schema_findings
from oauth_tool.profiles.source import Limits, Source, bytes_of
from oauth_tool.registering.batch import Declared
from oauth_tool.registering.form import Form
from tool_cli.errors import InvalidInput

LIMITS = Limits(kibibytes=8 * 1024, values=500_000)
SCHEMA = Path(__file__).with_name("apps.schema.json")


class InvalidAppsFile(InvalidInput):
    """A file of apps has mistakes.

    Attributes:
        mistakes: All of them, in the order of the file.
    """

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        first = mistakes[0]
        if len(mistakes) == 1:
            super().__init__(first.without_remedy, first.finding.remedy)
        else:
            super().__init__(
                f"{first.file} has {len(mistakes)} mistakes, the first at {first.without_remedy}",
                first.finding.remedy,
            )
        self.mistakes = tuple(mistakes)


def declared_apps(file: Path, default_owner: str) -> Sequence[Declared]:
    """Return the apps that a file declares, its ``defaults`` filled in.

    Args:
        file: A YAML file.
        default_owner: The owner of apps for which the file names none.

    Raises:
        InvalidInput: The file cannot be read.
        InvalidAppsFile: It has mistakes.
    """
    source = read_source(str(file), bytes_of(file, "file", LIMITS), LIMITS)
    mistakes = [*source.mistakes, *map(source.located, _findings(source))]
    if mistakes:
        raise InvalidAppsFile(sorted(mistakes, key=lambda mistake: mistake.place))
    content: Mapping[str, Any] = source.content  # type: ignore[assignment] # the schema saw to it
    defaults = {"owner_id": default_owner, **content.get("defaults", {})}
    return [_declared({**defaults, **app}) for app in content["apps"]]


def _findings(source: Source) -> Iterator[Finding]:
    if source.content is None and source.mistakes:
        return
    if not isinstance(source.content, dict):
        yield Finding(
            path=(), message="this is not a mapping", remedy="begin with 'apps:' and a list of apps"
        )
        return
    found = list(schema_findings(source.content, json.loads(SCHEMA.read_bytes())))
    yield from found
    if not found:
        yield from _repeated(source.content["apps"])
        yield from _without_scopes(source.content["apps"], source.content.get("defaults", {}))


def _without_scopes(
    apps: Sequence[Mapping[str, object]], defaults: Mapping[str, object]
) -> Iterator[Finding]:
    for index, app in enumerate(apps):
        if "scopes" not in {**defaults, **app}:
            yield Finding(
                path=("apps", index, "scopes"),
                message="this is missing",
                remedy="give the app a list of scopes, or all apps by 'defaults:'",
            )


def _repeated(apps: Sequence[Mapping[str, str]]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, app in enumerate(apps):
        known = first.setdefault(app["client_id"], index)
        if known != index:
            yield Finding(
                path=("apps", index, "client_id"),
                message=f"the app {app['client_id']} is declared already, as number {known + 1}",
                remedy="keep one of them",
            )


def _declared(app: Mapping[str, Any]) -> Declared:
    form = Form(
        client_id=app["client_id"],
        name=app["name"],
        description=app.get("description"),
        redirect_uris=tuple(app.get("redirect_uris", ())),
        scopes=tuple(app["scopes"]),
        grant_types=tuple(app.get("grant_types", ())),
        owner_id=app["owner_id"],
        is_public=app.get("public", False),
        is_native=app.get("native", False),
        logo_url=app.get("logo_url"),
    )
    return Declared(form=form, is_active=app.get("active", True))
