"""The options that say where documents are kept."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api_schema.cache.identity import default_folder

if TYPE_CHECKING:
    from api_schema.cache.documents import Cache

OPTIONS = [
    click.option("--no-cache", is_flag=True, help="Import the backend in any case."),
    click.option(
        "--strict-cache",
        is_flag=True,
        help="Check every file of every installed package, not only what its installer recorded.",
    ),
    click.option(
        "--cache-anyway",
        is_flag=True,
        help="Keep the document of a run that used the network or a program that --allow names.",
    ),
    click.option(
        "--cache-dir",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Keep documents here; runs may share it.  [default: in the user's cache folder]",
    ),
]


def cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def cache_folder(cache_dir: Path | None) -> Path:
    """Return the folder that documents are kept in."""
    return cache_dir or Path(default_folder(os.environ))


def cache_from(options: Mapping[str, Any]) -> "Cache | None":
    """Return the cache that the options of a command ask for; None for none."""
    if options["no_cache"]:
        return None
    from api_schema.cache.documents import Cache  # noqa: PLC0415 - not every run needs it

    return Cache(
        folder=cache_folder(options["cache_dir"]),
        strict=options["strict_cache"],
        keeps_impure=options["cache_anyway"],
    )
