"""``--metadata``, for client metadata that has no option of its own."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])


def metadata_option(function: Function) -> Function:
    """Add ``--metadata``, which may be repeated; the function gets one mapping."""
    return click.option(
        "--metadata",
        multiple=True,
        metavar="KEY=TEXT|KEY:=JSON|FILE",
        callback=_members,
        help="Other client metadata, such as contacts=dev@app.example, or a file with a JSON"
        " object; repeat it for more. KEY:=null leaves a member out.",
    )(function)


def _members(
    _context: click.Context, _option: click.Parameter, given: tuple[str, ...]
) -> Mapping[str, object]:
    if not given:
        return {}
    from oauth_tool.cli.metadata_members import metadata_of  # noqa: PLC0415 - reads JSON and files

    return metadata_of(given)
