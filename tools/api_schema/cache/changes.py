"""What differs between now and the time when an import read what it read.

Dependencies are plain JSON, a group a kind:

- ``files``: path → signature and digest of the content. The digest decides; an equal signature only
  spares reading the file.
- ``places``: path → what was there when the import looked, possibly nothing.
- ``folders``: path → digest of all names in it.
- ``metadata_folders``: path → digest of the names in it that belong to installed distributions.
- ``import_folders``: path → digest of the names that a module may come from, so that a new module
  that would be found first is noticed.
- ``variables``: name → salted digest of the value, or null if there was none.
- ``all_variables``: the same for all of them together, if the import listed them; else null.
"""

from __future__ import annotations

from api_schema.probe import places

TYPE_CHECKING = False  # as type checkers know it: to import typing takes a tenth of a hit
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from api_schema.cache.unrun import Sources

    Dependencies = dict[str, Any]

REDIRECTED = frozenset(
    ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
)


def changes(
    dependencies: Dependencies, environment: Mapping[str, str], entry: str = ""
) -> Iterator[str]:
    """Yield a sentence for each thing that is not what it was; files are brought up to date.

    Args:
        dependencies: What the import read; it says itself when it was ``renewed``.
        environment: The variables that the backend would see.
        entry: The entry of the cache that this is of, if sources may be kept beside it.
    """
    yield from _changed_variables(dependencies, environment)
    for group, state in STATES.items():
        for path, was in dependencies[group].items():
            now = state(path)
            if now != was:
                yield CHANGED[group].format(path=path, was=was, now=now)
    yield from _changed_files(dependencies, entry)


def all_variables(environment: Mapping[str, str], salt: str, *, keeps_home: bool) -> str:
    """Return a digest of a whole environment."""
    counted = sorted(
        f"{name}={value}"
        for name, value in environment.items()
        if keeps_home or name not in REDIRECTED
    )
    return places.text(places.SEPARATOR.join(counted), salt)


def value_of(name: str, environment: Mapping[str, str], salt: str) -> str | None:
    """Return a digest of a variable's value; None if there is none."""
    value = environment.get(name)
    return None if value is None else places.text(value, salt)


def _changed_variables(dependencies: Dependencies, environment: Mapping[str, str]) -> Iterator[str]:
    salt = dependencies["salt"]
    for name, was in dependencies["variables"].items():
        now = value_of(name, environment, salt)
        if now != was:
            verb = "added" if was is None else "removed" if now is None else "changed"
            yield f"the environment variable {name} was {verb}"
    was = dependencies["all_variables"]
    keeps_home = dependencies["keeps_home"]
    if was is not None and all_variables(environment, salt, keeps_home=keeps_home) != was:
        yield "an environment variable was added, changed or removed, and the import lists them all"


def _changed_files(dependencies: Dependencies, entry: str) -> Iterator[str]:
    only_unrun_changed = _by_kept_sources(entry)
    for path, known in dependencies["files"].items():
        now = places.signature(path)
        if now == known[0]:
            continue
        digest = places.content(path)
        if now is None:
            yield f"{path} was removed"
        elif digest != known[1] and not (entry and only_unrun_changed(path)):
            yield f"{path} was changed"
        else:
            known[:] = now, digest
            dependencies["renewed"] = True


def _by_kept_sources(entry: str) -> Callable[[str], bool]:
    """Return a function that tells whether a file changed only where nothing ran."""
    kept: list[Sources] = []

    def only_unrun_changed(path: str) -> bool:
        if not kept:
            from api_schema.cache.unrun import Sources  # noqa: PLC0415 - slow, and seldom needed

            kept.append(Sources(entry))
        return kept[0].only_unrun_changed(path)

    return only_unrun_changed


STATES = {
    "places": places.kind,
    "folders": places.listing,
    "metadata_folders": places.metadata_listing,
    "import_folders": places.import_listing,
}
CHANGED = {
    "places": "{path} was {was} and is {now}",
    "folders": "something was added to or removed from {path}, which the import lists",
    "metadata_folders": "a package was installed in or removed from {path}",
    "import_folders": "a module was added to or removed from {path}",
}
