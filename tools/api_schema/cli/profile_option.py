"""``--env-profile``: what differs between the environments that a backend runs in."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api_schema.cli.reporting import show
from api_schema.conditions import Conditions
from api_schema.environment_files import variables_in
from api_schema.target import Target
from tool_cli.errors import InvalidInput

if TYPE_CHECKING:
    from api_schema.profiles import Profile

profile_option = click.option(
    "--env-profile",
    metavar="NAME=FILE",
    multiple=True,
    help="Set the variables of this file; with a second one, and more, name what differs in their"
    " documents, and because of which variable. The document is that of the first.",
)


def profiles_from(texts: Sequence[str]) -> "list[Profile]":
    """Return the profiles of a command line.

    Raises:
        InvalidInput: One is no ``NAME=FILE``, or is there twice.
    """
    if not texts:
        return []
    from api_schema.profiles import Profile  # noqa: PLC0415 - only some runs need it

    named: dict[str, Path] = {}
    for text in texts:
        name, equals, file = text.partition("=")
        if not (name and equals and file) or name in named:
            raise InvalidInput(
                f"--env-profile {text} is no profile of its own", "write it as NAME=FILE"
            )
        named[name] = Path(file)
    return [Profile(name=name, variables=variables_in(file)) for name, file in named.items()]


def differences_between(
    target: Target, conditions: Conditions, profiles: "Sequence[Profile]"
) -> list[dict[str, object]]:
    """Say which places depend on which variable, and return them for a report.

    Raises:
        BackendFailed: The backend does not give its document in one of them.
    """
    from api_schema.profiles import dependences  # noqa: PLC0415 - only some runs need it

    found = dependences(target, conditions, profiles) if len(profiles) > 1 else []
    show(str(each) for each in found)
    return [each.as_json() for each in found]


def in_first(profiles: "Sequence[Profile]", conditions: Conditions) -> Conditions:
    """Return the conditions of the first profile; those given if there is none."""
    if not profiles:
        return conditions
    return replace(conditions, environment={**conditions.environment, **profiles[0].variables})
