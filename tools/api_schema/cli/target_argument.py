"""What TARGET stands for: an application, one that the project names, or what there is."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from api_schema.target import Target, django_target, parse_target
from tool_cli.errors import InvalidInput

CHECK_OUTPUTS = "--check-outputs"
OPTIONS = [
    click.option(
        "--mount",
        metavar="PATH",
        default="",
        help="Export the application that is mounted at this path of the one that TARGET names, or"
        " the document that belongs to it.",
    ),
    click.option(
        "--django-settings",
        metavar="MODULE",
        default="",
        help="Set Django up with these settings; without TARGET, export that project."
        "  [default: those of manage.py]",
    ),
    click.option(
        CHECK_OUTPUTS,
        is_flag=True,
        help="Compare each output of the targets in pyproject.toml, as --check does, instead of"
        " writing it.",
    ),
]


def target_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is meant besides TARGET."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def may_be_left_to_project(target: str | None, options: Mapping[str, Any]) -> bool:
    """Tell whether a command line itself does not say what the application is."""
    return not (target is not None and ":" in target) and not options["django_settings"]


def exported_already(target: str | None, options: Mapping[str, Any]) -> int | None:
    """Export what the project names, if the command line leaves that to it.

    Returns:
        The worst exit code; None if there is one target, which is still to be exported.

    Raises:
        InvalidInput: The project says something that cannot be.
    """
    exit_code = None
    if may_be_left_to_project(target, options):
        from api_schema.cli.project_targets import exported_by_project  # noqa: PLC0415 - few need it

        exit_code = exported_by_project(target, options)
    if exit_code is None and options["check_outputs"]:
        raise InvalidInput(
            f"{CHECK_OUTPUTS} is for targets that pyproject.toml names", "use --check FILE for one"
        )
    return exit_code


def deciding_files(target: str | None, options: Mapping[str, Any]) -> list[Path]:
    """Return the files, there or not, that decide what a command line exports.

    Raises:
        InvalidInput: The project's file cannot be read.
    """
    if target is not None or options["django_settings"]:
        return []
    from api_schema.cli.project_targets import deciding_files as deciding  # noqa: PLC0415 - few need it

    return deciding(options["app_dir"])


def target_from(
    target: str | None, options: Mapping[str, Any], *, say: Callable[[str], object]
) -> Target:
    """Return the target that a command line names, or the one that is found.

    Args:
        target: What the command line names; None for nothing.
        options: The options.
        say: Takes a line about what was found.

    Raises:
        InvalidInput: There is none, or several.
    """
    app_dir, mount, settings = (options[name] for name in ("app_dir", "mount", "django_settings"))
    if target is not None:
        return parse_target(target, app_dir=app_dir, mount=mount, django=settings)
    if settings:
        return django_target(settings, app_dir=app_dir, mount=mount)
    from api_schema.cli.project_targets import found_target  # noqa: PLC0415 - few need it

    return found_target(options, say)
