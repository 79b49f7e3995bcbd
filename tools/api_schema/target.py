"""Where the backend's application is: ``module:app`` or ``path/to/file.py:app``."""

import ast
from dataclasses import dataclass
from pathlib import Path

from tool_cli.errors import InvalidInput

FORMS = "write it as module:app, module:factory, 'module:factory(name=1)' or path/to/file.py:app"
DJANGO_APPS = ("django.apps", "apps")  # stands for the one project that Django is set up for
Arguments = tuple[list[object], dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place in a backend's code.

    Attributes:
        module: The dotted name of the module to import.
        attribute: The name in it, dotted where the application is an attribute of something else.
        app_dir: The absolute folder that comes first on the import path.
        arguments: Those that a factory is called with, positional and by name; None for none.
        mount: The path that the application is mounted at; empty if it is the one named.
        django: The module of the settings that Django is set up with before; empty for none.
    """

    module: str
    attribute: str
    app_dir: Path
    arguments: Arguments | None = None
    mount: str = ""
    django: str = ""

    def __str__(self) -> str:
        """Return the target as its users write it."""
        if (self.module, self.attribute) == DJANGO_APPS:
            return f"the Django project of {self.django}"
        return f"{self.module}:{self.attribute}"


def django_target(settings: str, *, app_dir: Path | None = None, mount: str = "") -> Target:
    """Return the target that is a whole Django project.

    Args:
        settings: The module of its settings.
        app_dir: The folder that modules are imported from; the working directory by default.
        mount: The path of a NinjaAPI in it; empty for what drf-spectacular covers.

    Raises:
        InvalidInput: The settings are no module.
    """
    place = f"{DJANGO_APPS[0]}:{DJANGO_APPS[1]}"
    return parse_target(place, app_dir=app_dir, mount=mount, django=settings)


def parse_target(
    text: str, *, app_dir: Path | None = None, mount: str = "", django: str = ""
) -> Target:
    """Read a target.

    Args:
        text: What the user wrote.
        app_dir: The folder that modules are imported from; the working directory by default, or
            for a file the folder that its outermost package is in.
        mount: The path that the application is mounted at in the one that the text names.
        django: The module of the settings that Django is set up with before.

    Raises:
        InvalidInput: The text is no target, or names a file that is not there.
    """
    named, parenthesis, _ = text.partition("(")
    place, colon, attribute = named.rpartition(":")
    if not colon or not _is_dotted_name(attribute):
        raise InvalidInput(f"the target {text!r} names no application", FORMS)
    if place.endswith(".py"):
        root, module = _module_of(Path(place).absolute(), app_dir)
    else:
        root, module = (app_dir or Path()).absolute(), place
    if not _is_dotted_name(module):
        raise InvalidInput(f"the target {text!r} names no module that Python can import", FORMS)
    if django and not _is_dotted_name(django):
        raise InvalidInput(f"the settings {django!r} are no module", "write it as mysite.settings")
    if not root.is_dir():
        raise InvalidInput(f"the folder {root} does not exist", "name another one with --app-dir")
    arguments = _arguments_in(text.removeprefix(named)) if parenthesis else None
    return Target(
        module=module,
        attribute=attribute,
        app_dir=root,
        arguments=arguments,
        mount=mount,
        django=django,
    )


def _arguments_in(call: str) -> Arguments:
    """Read the arguments of a call: literals that JSON can carry, nothing is evaluated."""
    try:
        node = ast.parse(f"factory{call}", mode="eval").body
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            raise _not_literal(call)
        by_name = {
            each.arg: _plain(ast.literal_eval(each.value)) for each in node.keywords if each.arg
        }
        if len(by_name) < len(node.keywords):  # a ** stands among them
            raise _not_literal(call)
        return [_plain(ast.literal_eval(each)) for each in node.args], by_name
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError) as error:
        raise _not_literal(call) from error


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _plain(each) for key, each in value.items()}
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise ValueError(f"{type(value).__name__} is no argument")


def _not_literal(call: str) -> InvalidInput:
    return InvalidInput(
        f"the factory's arguments {call} are no literals",
        "they may be texts, numbers, True, False, None, and lists and dicts of these",
    )


def _module_of(file: Path, app_dir: Path | None) -> tuple[Path, str]:
    if not file.is_file():
        raise InvalidInput(f"the file {file} does not exist", FORMS)
    root = _folder_of_outermost_package(file) if app_dir is None else app_dir.absolute()
    if not file.is_relative_to(root):
        raise InvalidInput(f"the file {file} is not in {root}", "leave --app-dir out, or widen it")
    parts = file.relative_to(root).with_suffix("").parts
    return root, ".".join(parts[:-1] if parts[-1] == "__init__" and parts[:-1] else parts)


def _folder_of_outermost_package(file: Path) -> Path:
    folder = file.parent
    while (folder / "__init__.py").is_file():
        folder = folder.parent
    return folder


def _is_dotted_name(text: str) -> bool:
    return all(part.isidentifier() for part in text.split("."))
