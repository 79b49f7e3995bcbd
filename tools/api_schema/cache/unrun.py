"""Has a source file changed only inside of functions that did not run?

Such an edit cannot change the document: what others see of a function without running it (its
name, parameters, docstring, whether it is a generator …) is compared, only its body is not. The
numbers of lines count for nothing here; where anything looked at them, or read the source, the
probe has ruled this file out.
"""

import ast
import sys
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from api_schema.cache.entry import read_entry, write_entry
from api_schema.probe import places

if TYPE_CHECKING:
    from typing import Any

SUFFIX = ".unrun"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# Scopes of their own: what is defined in there is compared as a whole.
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
CLASS_CELL = frozenset(("super", "__class__"))

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def keep_sources(entry: str, functions: "dict[str, Any]", known: "dict[str, list[Any]]") -> None:
    """Keep source files beside an entry, with the lines of the functions in them that ran.

    Args:
        entry: The entry of the cache.
        functions: What the probe says of them: the ``version`` of Python, and ``lines``.
        known: The files that the document depends on, with signature and digest.

    Raises:
        OSError: A file cannot be read, or the cache not be written.
    """
    sources: dict[str, bytes] = {}
    for path in functions["lines"].keys() & known.keys():
        source = Path(path).read_bytes()
        if places.digest(source) == known[path][1]:
            sources[path] = source
    files = {path: [len(source), functions["lines"][path]] for path, source in sources.items()}
    header = {"version": functions["version"], "files": files}
    write_entry(entry + SUFFIX, header, zlib.compress(b"".join(sources.values()), 1))


class Sources:
    """The source files that were kept beside an entry, read when one of them has changed."""

    def __init__(self, entry: str) -> None:
        self._entry = entry
        self._kept: dict[str, tuple[bytes, frozenset[int]]] | None = None

    def only_unrun_changed(self, path: str) -> bool:
        """Tell whether a file differs only where nothing ran; False where that is not known."""
        if self._kept is None:
            self._kept = dict(_kept_beside(self._entry))
        if path not in self._kept:
            return False
        before, ran = self._kept[path]
        try:
            return differ_only_in_unrun(before, Path(path).read_bytes(), ran)
        except OSError:
            return False


def _kept_beside(entry: str) -> "Iterator[tuple[str, tuple[bytes, frozenset[int]]]]":
    found = read_entry(entry + SUFFIX)
    header: dict[str, Any]
    header, body = found or ({"version": None, "files": {}}, b"")
    if header["version"] != list(sys.version_info[:2]):
        return  # another Python reads the same source otherwise
    rest = zlib.decompress(body)
    for path, (size, ran) in header["files"].items():
        yield path, (rest[:size], frozenset(ran))
        rest = rest[size:]


def differ_only_in_unrun(before: bytes, after: bytes, ran: frozenset[int]) -> bool:
    """Tell whether two sources are the same but for bodies of functions that did not run.

    Args:
        before: The source as it was imported.
        after: The source as it is now.
        ran: The lines at which functions in the first one start that ran.
    """
    try:
        with warnings.catch_warnings(action="error"):  # a new warning may end the import
            compile(after, "<source>", "exec", dont_inherit=True)
        old, new = ast.parse(before), ast.parse(after)
        marks = [_start_of(function) in ran for function in _functions_in(old)]
        functions = list(_functions_in(new))
        if len(functions) != len(marks):
            return False
        for has_run, *both in zip(marks, list(_functions_in(old)), functions, strict=True):
            if not has_run:
                for function in both:
                    _empty(function)
        return ast.dump(old) == ast.dump(new)
    except (SyntaxError, Warning, ValueError, RecursionError, MemoryError):
        return False


def _functions_in(tree: ast.AST) -> Iterator[Function]:
    """Yield the functions that modules and classes define, not those inside of functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FUNCTIONS):
            if not getattr(node, "type_params", None):
                yield node
        elif not isinstance(node, COMPREHENSIONS) and not getattr(node, "type_params", None):
            yield from _functions_in(node)


def _start_of(function: Function) -> int:
    """Return the line that the compiler says a function starts at."""
    decorators = getattr(function, "decorator_list", [])
    return int((decorators[0] if decorators else function).lineno)


def _empty(function: Function) -> None:
    """Leave of a function's body only what others see of it."""
    facts = ast.Constant(value=_facts_of(function))
    if isinstance(function, ast.Lambda):
        function.body = facts
        return
    docstring = function.body[:1] if ast.get_docstring(function, clean=False) is not None else []
    function.body = [*docstring, ast.Expr(value=facts)]


def _facts_of(function: Function) -> str:
    """Say whether a body makes a generator, needs its class, and which attributes it sets.

    Python 3.13 keeps the last ones in the class.
    """
    nodes = list(ast.walk(function))
    names = CLASS_CELL & {node.id for node in nodes if isinstance(node, ast.Name)}
    attributes = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and not isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name)
    }
    return repr((_yields(function), sorted(names), sorted(attributes)))


def _yields(scope: ast.AST) -> bool:
    return any(
        isinstance(node, (ast.Yield, ast.YieldFrom))
        or (not isinstance(node, (*FUNCTIONS, ast.ClassDef)) and _yields(node))
        for node in ast.iter_child_nodes(scope)
    )
