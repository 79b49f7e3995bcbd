"""Under which conditions a backend is imported."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tool_cli.errors import InvalidInput

EVERY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the backend finds, may do, and how long it has.

    Attributes:
        interpreter: The Python that has the backend's dependencies.
        environment: The environment variables that it sees.
        timeout: The seconds that it has.
        verbose: Whether its output goes through to stderr.
        network: What it may reach: ``HOST``, ``HOST:PORT``, ``*``.
        programs: The names of programs that it may start, ``*`` for all.
        stubs: The modules that are stood in for.
        fills_environment: Whether variables that it asks for and does not find are filled.
        keeps_home: Whether it sees the real home and temporary folders.
        records: Whether to find out what it reads.
        locates: Whether to find out which function is behind each operation.
    """

    interpreter: Path
    environment: Mapping[str, str]
    timeout: float = 120.0
    verbose: bool = False
    network: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()
    fills_environment: bool = False
    keeps_home: bool = False
    records: bool = False
    locates: bool = False


def parse_permits(texts: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Read what the import may do: ``network[=HOST[:PORT]]``, ``subprocess[=NAME]``.

    Raises:
        InvalidInput: There is no such permit.
    """
    permits: dict[str, tuple[str, ...]] = {"network": (), "subprocess": ()}
    for text in texts:
        kind, equals, subject = text.partition("=")
        if kind not in permits or (equals and not subject):
            raise InvalidInput(
                f"--allow {text}: there is no such permit",
                "it is network, network=HOST, network=HOST:PORT, subprocess, or subprocess=NAME",
            )
        permits[kind] += (subject or EVERY,)
    return permits


def stubs_in(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of modules that are stood in for.

    Raises:
        InvalidInput: One is no name of a module.
    """
    for name in names:
        if not all(part.isidentifier() for part in name.split(".")):
            raise InvalidInput(
                f"--stub {name}: that is no name of a module", "write it as in an import: a.b"
            )
    return names
