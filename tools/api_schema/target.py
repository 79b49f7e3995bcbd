"""Where the backend's application is: ``module:app`` or ``path/to/file.py:app``."""

from dataclasses import dataclass
from pathlib import Path

from tool_cli.errors import InvalidInput

FORMS = "write it as module:app, module:factory or path/to/file.py:app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place in a backend's code.

    Attributes:
        module: The dotted name of the module to import.
        attribute: The name in it, dotted where the application is an attribute of something else.
        app_dir: The absolute folder that comes first on the import path.
    """

    module: str
    attribute: str
    app_dir: Path

    def __str__(self) -> str:
        """Return the target as its users write it."""
        return f"{self.module}:{self.attribute}"


def parse_target(text: str, *, app_dir: Path | None = None) -> Target:
    """Read a target.

    Args:
        text: What the user wrote.
        app_dir: The folder that modules are imported from; the working directory by default, or
            for a file the folder that its outermost package is in.

    Raises:
        InvalidInput: The text is no target, or names a file that is not there.
    """
    place, colon, attribute = text.rpartition(":")
    if not colon or not _is_dotted_name(attribute):
        raise InvalidInput(f"the target {text!r} names no application", FORMS)
    if place.endswith(".py"):
        root, module = _module_of(Path(place).absolute(), app_dir)
    else:
        root, module = (app_dir or Path()).absolute(), place
    if not _is_dotted_name(module):
        raise InvalidInput(f"the target {text!r} names no module that Python can import", FORMS)
    if not root.is_dir():
        raise InvalidInput(f"the folder {root} does not exist", "name another one with --app-dir")
    return Target(module=module, attribute=attribute, app_dir=root)


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
