"""The commands that look after the cache."""

import shutil
from pathlib import Path
from typing import Any

import click

from api_schema.cache.answers import FOLDER as ANSWERS
from api_schema.cache.documents import FOLDER, SUFFIX, Cache
from api_schema.cache.entry import read_entry
from api_schema.cache.identity import FOLDER as TOOL
from api_schema.cli.cache_options import cache_folder
from api_schema.cli.condition_options import condition_options, conditions_from
from api_schema.target import parse_target
from tool_cli.errors import ToolError
from tool_cli.finishing import printable

directory = click.option(
    "--cache-dir",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of the cache.  [default: in the user's cache folder]",
)


@click.group()
def cache() -> None:
    """See, explain and clear what is kept between exports."""


@cache.command()
@directory
def show(cache_dir: Path | None) -> None:
    """List the documents that are kept."""
    folder = cache_folder(cache_dir)
    for file in sorted((folder / FOLDER).glob(f"*/*{SUFFIX}")):
        entry = read_entry(str(file))
        if entry is not None:
            header, body = entry
            dependencies = header["dependencies"]
            click.echo(
                f"{printable(header['target'])}: {header['operations']} operations,"
                f" {len(body)} bytes, made from {len(dependencies['files'])} files"
                f" and {len(dependencies['variables'])} variables"
            )


@cache.command()
@directory
def clear(cache_dir: Path | None) -> None:
    """Remove all that is kept."""
    folder = cache_folder(cache_dir)
    for part in (FOLDER, ANSWERS, TOOL):
        try:
            shutil.rmtree(folder / part)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ToolError(
                f"cannot clear {folder}: {error.strerror}", "remove it by hand"
            ) from error


@cache.command()
@click.argument("target")
@condition_options
@click.option("--mount", metavar="PATH", default="", help="As it was given to the export.")
@click.option(
    "--django-settings", metavar="MODULE", default="", help="As it was given to the export."
)
@click.option("--strict-cache", is_flag=True, help="As it was given to the export.")
@directory
def why(target: str, mount: str, cache_dir: Path | None, **options: Any) -> None:  # noqa: ANN401 - click's
    """Say why an export of TARGET, with the same options, would import the backend again."""
    kept = Cache(folder=cache_folder(cache_dir), strict=options.pop("strict_cache"))
    django = options["django_settings"]
    place = parse_target(target, app_dir=options["app_dir"], mount=mount, django=django)
    reasons = kept.why_not(place, conditions_from(options))
    for reason in reasons or ["nothing changed: the document comes from the cache"]:
        click.echo(printable(reason))
