"""Find the application of a project in the usual places, by reading, without importing anything."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

APPLICATIONS = frozenset(
    {
        ("aiohttp", "Application"),
        ("apiflask", "APIFlask"),
        ("blacksheep", "Application"),
        ("connexion", "App"),
        ("connexion", "AsyncApp"),
        ("connexion", "FlaskApp"),
        ("fastapi", "FastAPI"),
        ("flask", "Flask"),
        ("litestar", "Litestar"),
        ("quart", "Quart"),
        ("sanic", "Sanic"),
    }
)
FACTORIES = frozenset(
    {"app_factory", "build_app", "create_app", "create_application", "get_app", "make_app"}
)
FILES = ("main", "app", "api", "server", "application", "asgi", "wsgi", "__init__")
FOLDERS = ("", "src", "app", "api", "backend", "server", "src/app", "src/api", "src/backend")
MANAGE = "manage.py"
VARIABLE = "DJANGO_SETTINGS_MODULE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An application that a target may name.

    Attributes:
        file: Where it is, seen from the project's folder.
        name: Its name in there; for a Django project the module of its settings.
        is_django: Whether it is a Django project.
    """

    file: str
    name: str
    is_django: bool = False

    def __str__(self) -> str:
        """Return it as a target, or as the option that names it."""
        return f"--django-settings {self.name}" if self.is_django else f"{self.file}:{self.name}"


def candidates_in(folder: Path, project_name: str) -> list[Candidate]:
    """Return the applications of a project.

    Args:
        folder: The project's folder.
        project_name: Its name; empty if it has none.
    """
    settings = settings_named_in(folder / MANAGE)
    if settings:
        return [Candidate(file=MANAGE, name=settings, is_django=True)]
    return [
        Candidate(file=str(file.relative_to(folder)), name=name)
        for file in usual_places(folder, project_name)[1:]
        if file.is_file()
        for name in applications_in(file)
    ]


def usual_places(folder: Path, project_name: str) -> list[Path]:
    """Return where a project's application may be, whether or not there is a file."""
    package = project_name.replace("-", "_").replace(".", "_").lower()
    named = [
        f"{above}{package}{below}"
        for above in ("", "src/")
        for below in ("", "/api", "/app", "/server")
    ]
    folders = dict.fromkeys((*FOLDERS, *(named if package else ())))
    files = [folder / place / f"{name}.py" for place in folders for name in FILES]
    return [folder / MANAGE, *files]


def applications_in(file: Path) -> list[str]:
    """Return the names of a file's applications, else of the functions that make one."""
    module = _parsed(file)
    if module is None:
        return []
    imported = dict(_imports(module))
    found = [
        target.id
        for statement in module.body
        for target, value in _assignments(statement)
        if isinstance(target, ast.Name) and _is_application(value, imported)
    ]
    functions = (each for each in module.body if isinstance(each, ast.FunctionDef))
    return found or [each.name for each in functions if _is_factory(each)]


def settings_named_in(file: Path) -> str:
    """Return the settings that a ``manage.py`` sets up; empty if there are none."""
    module = _parsed(file)
    for node in ast.walk(module) if module else ():
        if isinstance(node, ast.Call) and len(node.args) == 2:  # noqa: PLR2004 - setdefault(name, value)
            name, value = node.args
            if (
                isinstance(name, ast.Constant)
                and name.value == VARIABLE
                and isinstance(value, ast.Constant)
            ):
                return str(value.value)
    return ""


def _parsed(file: Path) -> ast.Module | None:
    try:
        return ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None


def _imports(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield each name that a module imports at its top, and what it stands for."""
    for statement in module.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                top = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (top, top)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            for alias in statement.names:
                yield alias.asname or alias.name, f"{statement.module}.{alias.name}"


def _assignments(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(statement, ast.Assign):
        yield from ((target, statement.value) for target in statement.targets)
    elif isinstance(statement, ast.AnnAssign) and statement.value is not None:
        yield statement.target, statement.value


def _is_application(value: ast.expr, imported: dict[str, str]) -> bool:
    if not isinstance(value, ast.Call):
        return False
    first, _, rest = ast.unparse(value.func).partition(".")
    parts = f"{imported.get(first, '')}.{rest}".strip(".").split(".")
    return (parts[0], parts[-1]) in APPLICATIONS


def _is_factory(function: ast.FunctionDef) -> bool:
    arguments = function.args
    needed = len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
    is_free = needed == 0 and None not in arguments.kw_defaults
    return is_free and function.name in FACTORIES
