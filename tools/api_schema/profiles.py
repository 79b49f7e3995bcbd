"""Which parts of a document depend on which environment variable: export under several, compare."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from api_schema.conditions import Conditions
from api_schema.differing import Where, differing_places, operation_at, pointer_to, shown_at
from api_schema.explaining import BackendFailed
from api_schema.exporting import Export, export_document
from api_schema.target import Target

Variables: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An environment that the backend runs in.

    Attributes:
        name: What the user calls it.
        variables: What is set there.
    """

    name: str
    variables: Variables

    def turned(self, variable: str, other: "Profile") -> "Profile":
        """Return this environment with one variable as it is in another one."""
        rest = {name: value for name, value in self.variables.items() if name != variable}
        set_there = {variable: other.variables[variable]} if variable in other.variables else {}
        return Profile(
            name=f"{self.name} with {variable} of {other.name}", variables=rest | set_there
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """A place in the document that is not the same under every profile.

    Attributes:
        pointer: The JSON pointer to it.
        operation: The method and path that it belongs to; empty outside of one.
        variables: The variables that decide it; empty if none that was asked for does.
        values: Name of a profile → what stands there.
    """

    pointer: str
    operation: str
    variables: tuple[str, ...]
    values: Mapping[str, str]

    def __str__(self) -> str:
        """Return it as a line, without the values of variables, which may be secrets."""
        place = f"{self.operation} ({self.pointer})" if self.operation else self.pointer
        cause = " and ".join(self.variables) or "something else than one variable"
        return f"{place} depends on {cause}: " + ", ".join(
            f"{value} in {name}" for name, value in self.values.items()
        )

    def as_json(self) -> dict[str, object]:
        """Return it for a report."""
        return {
            "pointer": self.pointer,
            "operation": self.operation,
            "variables": list(self.variables),
            "values": dict(self.values),
        }


def dependences(
    target: Target, conditions: Conditions, profiles: Sequence[Profile]
) -> list[Dependence]:
    """Return what differs between the documents of several environments, and because of what.

    Between the first profile and each other one, every variable that is not the same in both and
    that the import asks for is changed alone. What that does not explain may need several at once,
    and shows when they are changed alone in the other profile.

    Raises:
        InvalidInput: The target names no application.
        BackendFailed: The backend does not import, or does not give its document.
    """
    runs = _Runs(target, replace(conditions, records=True))
    exports = runs.under(profiles)
    documents = [export.document.content() for export in exports]
    causes: dict[Where, set[str]] = {}
    for profile, export, document in zip(profiles[1:], exports[1:], documents[1:], strict=True):
        unexplained = set(differing_places(documents[0], document))
        for where in unexplained:
            causes.setdefault(where, set())
        asked = _asked(exports[0], export, profiles[0], profile)
        sides = ((profiles[0], documents[0], profile), (profile, document, profiles[0]))
        for here, its_document, there in sides:
            turned = [here.turned(variable, there) for variable in asked] if unexplained else []
            for variable, other in zip(asked, runs.under(turned), strict=False):
                for where in unexplained.intersection(
                    differing_places(its_document, other.document.content())
                ):
                    causes[where].add(variable)
            unexplained = {where for where in unexplained if not causes[where]}
    return [
        Dependence(
            pointer=pointer_to(where),
            operation=operation_at(where),
            variables=tuple(sorted(variables)),
            values={
                profile.name: shown_at(document, where)
                for profile, document in zip(profiles, documents, strict=True)
            },
        )
        for where, variables in sorted(causes.items())
    ]


class _Runs:
    """Exports of a target under many environments, as many at a time as there are processors."""

    def __init__(self, target: Target, conditions: Conditions) -> None:
        self._target = target
        self._conditions = conditions

    def under(self, profiles: Sequence[Profile]) -> list[Export]:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - slow, and few need it

        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            return list(pool.map(self._export, profiles))

    def _export(self, profile: Profile) -> Export:
        environment = {**self._conditions.environment, **profile.variables}
        try:
            return export_document(self._target, replace(self._conditions, environment=environment))
        except BackendFailed as failure:
            failure.message = f"with {profile.name}: {failure.message}"
            raise


def _asked(one: Export, other: Export, before: Profile, after: Profile) -> list[str]:
    """Return the variables that two environments do not share and an import asks for."""
    names = {*before.variables, *after.variables}
    changed = {n for n in names if before.variables.get(n) != after.variables.get(n)}
    readings = [export.report.reading or {} for export in (one, other)]
    if any(reading.get("all_variables") for reading in readings):
        return sorted(changed)
    return sorted(changed & {name for each in readings for name in each.get("variables", ())})
