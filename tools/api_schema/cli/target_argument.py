"""What TARGET stands for: an application, one that the project names, or what there is."""

from collections.abc import Mapping
from typing import Any

from api_schema.target import Target, django_target, parse_target


def exported_already(target: str | None, options: Mapping[str, Any]) -> int | None:
    """Export what the project names, if the command line leaves that to it.

    Returns:
        The worst exit code; None if there is one target, which is still to be exported.

    Raises:
        InvalidInput: The project says something that cannot be.
    """
    if (target is not None and ":" in target) or options["django_settings"]:
        return None
    from api_schema.cli.project_targets import exported_by_project  # noqa: PLC0415 - few need it

    return exported_by_project(target, options)


def target_from(target: str | None, options: Mapping[str, Any]) -> Target:
    """Return the target that a command line names, or the one that is found.

    Raises:
        InvalidInput: There is none, or several.
    """
    app_dir, mount, settings = (options[name] for name in ("app_dir", "mount", "django_settings"))
    if target is not None:
        return parse_target(target, app_dir=app_dir, mount=mount, django=settings)
    if settings:
        return django_target(settings, app_dir=app_dir, mount=mount)
    from api_schema.cli.project_targets import found_target  # noqa: PLC0415 - few need it

    return found_target(options)
