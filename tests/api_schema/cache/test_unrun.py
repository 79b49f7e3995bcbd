"""An edit inside of a function that never ran is a hit, and only where it can change nothing."""

import os
import sys
from pathlib import Path

import pytest

from api_schema.cache.documents import Cache
from api_schema.cache.unrun import differ_only_in_unrun
from api_schema.conditions import Conditions
from api_schema.obtaining import obtain
from api_schema.target import parse_target

KNOWS_WHAT_RAN = sys.version_info >= (3, 12)  # by sys.monitoring
MAIN = """
import reading, threading

def ran():
    return "ran"

def never(request, limit=3):
    "What it does."
    return limit

async def awaited(request):
    return request

class View:
    "A view."
    def get(self):
        return self.name
    @property
    def name(self):
        return "view"

class App:
    def openapi(self):
        return {"paths": {"/": {"get": {"x": [ran(), View().name, handlers[0](), FACTS]}}}}

handlers = [lambda: 1]
spare = lambda: 2
one, other = lambda: 3, lambda: 4
FACTS = [never.__doc__, never.__defaults__, one(), reading.about(never)]
started = threading.Thread(target=lambda: FACTS.append(in_a_thread()))

def in_a_thread():
    return "thread"

started.start()
started.join()
app = App()
"""
NOTHING = "def about(function):\n    return None\n"


class Backend:
    """A backend in a folder, and what an edit does to its cache."""

    def __init__(self, folder: Path, reading: str) -> None:
        self.app = folder / "app"
        self.app.mkdir()
        (self.app / "main.py").write_text(MAIN)
        (self.app / "reading.py").write_text(reading)
        self.cache = Cache(folder=folder / "cache")
        self.conditions = Conditions(
            interpreter=Path(sys.executable), environment={"PATH": os.environ["PATH"]}
        )
        target = parse_target("main:app", app_dir=self.app)
        assert not obtain(target, self.conditions, self.cache).not_kept

    def edit(self, old: str, new: str, file: str = "main.py") -> None:
        text = (self.app / file).read_text()
        assert old in text
        (self.app / file).write_text(text.replace(old, new))

    def is_hit(self) -> bool:
        target = parse_target("main:app", app_dir=self.app)
        kept = self.cache.found(target, self.conditions)
        assert (self.cache.why_not(target, self.conditions) == []) is (kept is not None)
        return kept is not None


HITS = {
    "a body": ("return limit", "return limit + 1"),
    "a body that grows": ("return limit", "limit += 1\n    for n in range(9):\n        print(n)\n"),
    "a coroutine": ("return request", "return await request.json()"),
    "a method": ("return self.name", "return self.name.upper()"),
    "a lambda": ("lambda: 2", "lambda: 22"),
    "a comment": ("def ran():", "# it does\n\n\ndef ran():"),
}
MISSES = {
    "a function that ran": ('return "ran"', 'return "run"'),
    "a property that ran": ('return "view"', 'return "views"'),
    "a function that ran in a thread": ('return "thread"', 'return "threads"'),
    "a lambda that ran": ("[lambda: 1]", "[lambda: 5]"),
    "a lambda on a line where another one ran": ("lambda: 4", "lambda: 5"),
    "a docstring": ("What it does", "What it did"),
    "a default": ("limit=3", "limit=4"),
    "a parameter": ("get(self)", "get(self, more)"),
    "a decorator": ("async def awaited", "@staticmethod\nasync def awaited"),
    "a function to a generator": ("return limit", "yield limit"),
    "a coroutine to a function": ("async def awaited", "def awaited"),
    "a body that needs its class": ("return self.name", "return super().name"),
    "a body that sets an attribute": ("return self.name", "self.other = 1"),
    "the module": ("app = App()", "app = App()\nunused = 1"),
    "a new function": ("app = App()", "app = App()\ndef new(): pass"),
    "a mistake": ("return limit", "return ("),
    "a mistake of the compiler's": ("return limit", "nonlocal limit"),
    "a warning of the compiler's": ("return limit", "return '\\d'"),
}


@pytest.fixture(scope="module")
def backend(tmp_path_factory):
    return Backend(tmp_path_factory.mktemp("backend"), NOTHING)


@pytest.fixture
def file(backend):
    yield backend.app / "main.py"
    (backend.app / "main.py").write_text(MAIN)


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(("old", "new"), HITS.values(), ids=HITS)
def test_an_edit_where_nothing_ran_is_a_hit_if_python_tells_what_ran(backend, old, new):
    backend.edit(old, new)

    assert backend.is_hit() is KNOWS_WHAT_RAN
    assert backend.is_hit() is KNOWS_WHAT_RAN  # the second time without reading the source


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(("old", "new"), MISSES.values(), ids=MISSES)
def test_an_edit_of_what_ran_or_of_what_others_see_is_a_miss(backend, old, new):
    backend.edit(old, new)

    assert not backend.is_hit()


@pytest.mark.usefixtures("file")
def test_edits_of_different_functions_add_up(backend):
    backend.edit("return limit", "return limit - 1")
    first = backend.is_hit()
    backend.edit("return self.name", "return None")
    second = backend.is_hit()
    backend.edit('return "ran"', 'return "run"')

    assert (first, second, backend.is_hit()) == (KNOWS_WHAT_RAN, KNOWS_WHAT_RAN, False)


READERS = {
    "its source": "import inspect\ndef about(function):\n    return inspect.getsource(function)\n",
    "its code": "def about(function):\n    return function.__code__.co_code.hex()\n",
    "its first line": "def about(function):\n    return function.__code__.co_firstlineno\n",
    "its first line by name": (
        "def about(function):\n    return getattr(function.__code__, 'co_firstlineno')\n"
    ),
    "the line that calls": "import sys\n\ndef about(_):\n    return sys._getframe(1).f_lineno\n",
    "the file": (
        "import pathlib\n\ndef about(function):\n"
        "    return pathlib.Path(function.__code__.co_filename).read_text()\n"
    ),
    "its tree": (
        "import importlib.util\n\ndef about(function):\n"
        "    return importlib.util.find_spec('main').loader.get_source('main')\n"
    ),
}


@pytest.mark.parametrize("reading", READERS.values(), ids=READERS)
def test_where_a_body_or_its_line_is_looked_at_every_edit_of_it_is_a_miss(tmp_path, reading):
    backend = Backend(tmp_path, reading)

    backend.edit("return limit", "\n    return limit + 1")

    assert not backend.is_hit()


def test_what_a_signature_shows_is_no_look_at_a_body(tmp_path):
    reading = (
        "import inspect\n\ndef about(function):\n    return str(inspect.signature(function))\n"
    )
    backend = Backend(tmp_path, reading)

    backend.edit("return limit", "return limit + 1")

    assert backend.is_hit() is KNOWS_WHAT_RAN


def test_the_strict_cache_knows_files_alone(tmp_path):
    backend = Backend(tmp_path, NOTHING)
    backend.cache = Cache(folder=tmp_path / "strict", strict=True)
    obtain(parse_target("main:app", app_dir=backend.app), backend.conditions, backend.cache)

    backend.edit("return limit", "return limit + 1")

    assert not backend.is_hit()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f():\n  return 1", "def f():\n  return 2"),
        ("class A:\n def f(self): pass", "class A:\n def f(self): return 1"),
        ("if x:\n def f(): pass\nelse:\n def f(): return 1", None),
        ("x = lambda: 1", "x = lambda: 2"),
        ("@a\n@b(1)\ndef f(): pass", "@a\n@b(1)\ndef f():\n return {x for x in y}"),
        ("async def f(): pass", "async def f():\n async with x: await y"),
        ("def f():\n def g(): yield\n return 1", "def f():\n return 2"),
    ],
)
def test_bodies_that_did_not_run_may_differ(before, after):
    assert differ_only_in_unrun(before.encode(), (after or before).encode(), frozenset())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = [lambda: 1 for _ in y]", "x = [lambda: 2 for _ in y]"),
        ("def f(x=lambda: 1): pass", "def f(x=lambda: 2): pass"),
        ("@d(lambda: 1)\ndef f(): pass", "@d(lambda: 2)\ndef f(): pass"),
        ("def f(): pass", "def g(): pass"),
        ("def f() -> int: pass", "def f() -> str: pass"),
        ("def f():\n '''a'''", "def f():\n '''b'''"),
        ("def f():\n pass", "def f():\n 'b'"),
        ("def f(): pass\ndef g(): pass", "def g(): pass\ndef f(): pass"),
        ("def f(): pass", ""),
        ("def f(): pass", "def f():\n return [(yield)]"),
    ],
)
def test_all_else_may_not_differ(before, after):
    assert not differ_only_in_unrun(before.encode(), after.encode(), frozenset())
