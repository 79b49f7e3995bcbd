"""From a target to the application that it names."""

from __future__ import annotations

import difflib
import importlib
import inspect
from typing import TYPE_CHECKING

from api_schema.probe.failure import Failure
from api_schema.probe.frameworks.table import framework_of
from api_schema.probe.recognising import is_app

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    Arguments: TypeAlias = "tuple[Sequence[object], dict[str, object]]"


def set_up_django(settings: str) -> None:
    """Have Django ready for its models, as each of its commands has."""
    if settings:
        importlib.import_module("django").setup()


def found_at(module_name: str, attribute: str) -> object:
    """Return what a target names; what is not there is a failure that tells what comes near."""
    try:
        found: object = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if not f"{module_name}.".startswith(f"{error.name}."):
            raise
        raise Failure("module-not-found", name=error.name) from error
    for name in attribute.split("."):
        if not hasattr(found, name):
            raise Failure("attribute-not-found", name=name, near=names_near(name, found))
        found = getattr(found, name)
    return found


def names_near(name: str, owner: object) -> list[str]:
    """Return the names in an object that are applications, else those that are spelled alike."""
    known = getattr(owner, "__dict__", {})
    # Statically: a lazy object that is only looked at must not come to life.
    apps = [
        key
        for key, value in known.items()
        if not inspect.isclass(value)
        and (framework_of(type(value).__mro__) or inspect.getattr_static(value, "openapi", None))
    ]
    return apps or difflib.get_close_matches(name, known)


def mounted_in(app: object, path: str) -> object:
    """Return the application that is mounted at a path, through as many mounts as that takes."""
    rest = path.rstrip("/")
    while rest:
        mounts = {each.path: each for each in getattr(app, "routes", ()) if is_mount(each)}
        place = next((place for place in mounts if f"{rest}/".startswith(f"{place}/")), None)
        if place is None:
            raise Failure("mount-not-found", name=path, near=sorted(mounts))
        app = getattr(mounts[place], "_base_app", mounts[place].app)
        rest = rest[len(place) :]
    return app


def is_mount(route: object) -> bool:
    """Tell whether a route leads to an application of its own."""
    return bool(getattr(route, "path", "")) and hasattr(route, "routes") and hasattr(route, "app")


def app_at(mount: str, found: object, arguments: Arguments | None) -> tuple[object, str]:
    """Return the application that a target means, and which of its documents.

    Args:
        mount: A path in what was found or is made; empty for the application itself. It leads
            through the mounts of Starlette; other frameworks say themselves what is there.
        found: What the target names.
        arguments: Those of a factory, positional and by name; None if the target has none.
    """
    if not mount:
        return app_from(found, arguments), ""
    outer = found if arguments is None and has_mounts(found) else app_from(found, arguments)
    if not has_mounts(outer):
        return outer, mount
    app = mounted_in(outer, mount)
    if not is_app(app):
        raise Failure("mount-is-no-app", name=type(app).__name__, message=mount)
    return app, ""


def has_mounts(app: object) -> bool:
    """Tell whether other applications may be mounted in this one the way that Starlette does it."""
    return hasattr(app, "routes") and framework_of(type(app).__mro__) is None


def app_from(found: object, arguments: Arguments | None) -> object:
    """Return the application: what was found, or what it makes if it is a factory."""
    if arguments is None and is_app(found):
        return found
    if arguments is None:
        require_no_wrapper(found)
    if not callable(found):
        raise Failure("not-an-app", name=type(found).__name__)
    if inspect.iscoroutinefunction(found):
        raise Failure("factory-is-async")
    positional, by_name = arguments or ((), {})
    try:
        inspect.signature(found).bind(*positional, **by_name)
    except TypeError as error:
        raise Failure("factory-needs-arguments", message=str(error)) from error
    made = found(*positional, **by_name)
    if not is_app(made):
        raise Failure("factory-made-no-app", name=type(made).__name__)
    return made


def require_no_wrapper(found: object) -> None:
    """Fail with the place of the application if this one only holds it, or is around it."""
    if is_app(getattr(found, "app", None)):
        raise Failure("app-is-wrapped", name=type(found).__name__)
    mounts = [each.path for each in getattr(found, "routes", ()) if is_mount(each)]
    if mounts and not inspect.isclass(found):
        raise Failure("app-has-mounts", name=type(found).__name__, near=sorted(mounts))
