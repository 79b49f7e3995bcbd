"""From a target to the application that it names."""

from __future__ import annotations

import difflib
import importlib
import inspect
from typing import TYPE_CHECKING

from api_schema.probe.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol, TypeAlias, TypeGuard

    Arguments: TypeAlias = "tuple[Sequence[object], dict[str, object]]"

    class App(Protocol):
        """What is used of an application."""

        def openapi(self) -> object:
            """Return the OpenAPI document."""


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
        if not inspect.isclass(value) and inspect.getattr_static(value, "openapi", None)
    ]
    return apps or difflib.get_close_matches(name, known)


def is_app(candidate: object) -> TypeGuard[App]:
    """Tell whether this is an application that knows its OpenAPI document."""
    return not inspect.isclass(candidate) and callable(getattr(candidate, "openapi", None))


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


def app_at(mount: str, found: object, arguments: Arguments | None) -> App:
    """Return the application that is mounted at a path of what was found or is made.

    Args:
        mount: The path; empty for the application itself.
        found: What the target names.
        arguments: Those of a factory, positional and by name; None if the target has none.
    """
    if not mount:
        return app_from(found, arguments)
    outer = found if arguments is None and hasattr(found, "routes") else app_from(found, arguments)
    app = mounted_in(outer, mount)
    if not is_app(app):
        raise Failure("mount-is-no-app", name=type(app).__name__, message=mount)
    return app


def app_from(found: object, arguments: Arguments | None) -> App:
    """Return the application: what was found, or what it makes if it is a factory."""
    if arguments is None and is_app(found):
        return found
    if is_app(getattr(found, "app", None)):
        raise Failure("app-is-wrapped", name=type(found).__name__)
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
