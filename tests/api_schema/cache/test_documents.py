"""A document comes from the cache exactly as long as nothing that its import read has changed."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from api_schema.cache.documents import Cache
from api_schema.conditions import Conditions
from api_schema.obtaining import obtain
from api_schema.target import parse_target

# It publishes what it reads, so that a hit that should be none shows in the document, too.
MAIN = """
import importlib.metadata, json, os, pathlib, sqlite3
import package, plugins, settings
HERE = pathlib.Path(__file__).parent
class App:
    def openapi(self):
        return {"paths": {"/": {"get": {"read": READ}}}}
READ = [
    package.VALUE, settings.VALUE, plugins.NAMES, (HERE / "data.txt").read_text(),
    (HERE / "optional.txt").exists(), os.environ.get("ASKED"), os.getenv("ABSENT"),
    importlib.metadata.version("installed"),
]
try:
    import later
    READ.append(later.VALUE)
except ImportError:
    pass
app = App()
"""
FILES = {
    "main.py": MAIN,
    "settings.py": "VALUE = 1\n",
    "package/__init__.py": "from package.part import VALUE\n",
    "package/part.py": "VALUE = 1\n",
    "plugins/__init__.py": "import os\nNAMES = sorted(os.listdir(os.path.dirname(__file__)))\n",
    "data.txt": "data",
    "unread.txt": "unread",
}
ENVIRONMENT = {"ASKED": "1", "NOT_ASKED": "1", "PATH": os.environ["PATH"]}


@pytest.fixture(scope="module")
def venv(tmp_path_factory):
    """An environment of its own, made by hand: a link, its settings, one small distribution."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    site = next(folder.glob("lib/*/site-packages"))
    (site / "installed.py").write_text("VALUE = 1\n")
    install(site, "1.0")
    (site / "first.pth").write_text("# nothing\n")
    return folder


def install(site: Path, version: str) -> None:
    for metadata in site.glob("installed-*.dist-info"):
        shutil.rmtree(metadata)
    metadata = site / f"installed-{version}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Name: installed\nVersion: {version}\n")
    (metadata / "RECORD").write_text(f"installed.py,,\ninstalled-{version}.dist-info/METADATA,,\n")


class Backend:
    """A backend in folders of its own, and what a change of it does to the cache."""

    def __init__(self, folder: Path, venv: Path) -> None:
        self.app = folder / "app"
        self.venv = folder / "venv"
        self.cache = Cache(folder=folder / "cache")
        shutil.copytree(venv, self.venv, symlinks=True)
        for name, text in FILES.items():
            (self.app / name).parent.mkdir(parents=True, exist_ok=True)
            (self.app / name).write_text(text)
        self.conditions = Conditions(
            interpreter=self.venv / "bin" / "python", environment=dict(ENVIRONMENT)
        )

    @property
    def site(self) -> Path:
        return next(self.venv.glob("lib/*/site-packages"))

    def obtain(self):
        target = parse_target("main:app", app_dir=self.app)
        return obtain(target, self.conditions, self.cache)

    def is_kept(self):
        target = parse_target("main:app", app_dir=self.app)
        return self.cache.found(target, self.conditions) is not None

    def why(self):
        return self.cache.why_not(parse_target("main:app", app_dir=self.app), self.conditions)

    def set(self, **variables: str | None) -> None:
        environment = {**self.conditions.environment, **variables}
        kept = {name: value for name, value in environment.items() if value is not None}
        self.conditions = replace(self.conditions, environment=kept)


@pytest.fixture
def backend(tmp_path, venv):
    return Backend(tmp_path, venv)


def swap_interpreter(backend: Backend) -> None:
    python = backend.venv / "bin" / "python"
    real = python.resolve()
    python.unlink()
    python.write_text(f'#!/bin/sh\nexec {real} "$@"\n')
    python.chmod(0o755)


def edited(name, text):
    return lambda backend: (backend.app / name).write_text(text)


MISSES = {
    "an imported module was edited": (
        edited("settings.py", "VALUE = 2\n"),
        "settings.py was changed",
    ),
    "a module in a package was edited": (edited("package/part.py", "VALUE = 2\n"), "part.py was"),
    "a data file was edited": (edited("data.txt", "DATA"), "data.txt was changed"),
    "a data file was removed": (lambda b: (b.app / "data.txt").unlink(), "data.txt was removed"),
    "a file that was looked for came": (edited("optional.txt", ""), "nothing and is a file"),
    "a module that was looked for came": (edited("later.py", "VALUE = 1\n"), "a module was added"),
    "a package shadows a module": (
        lambda b: shutil.copytree(b.app / "package", b.app / "settings"),
        "a module was added",
    ),
    "a module shadows an installed one": (edited("json.py", ""), "a module was added"),
    "a file came into a listed folder": (edited("plugins/new.txt", ""), "which the import lists"),
    "a variable was changed": (lambda b: b.set(ASKED="2"), "ASKED was changed"),
    "a variable was removed": (lambda b: b.set(ASKED=None), "ASKED was removed"),
    "a variable that was asked for came": (lambda b: b.set(ABSENT="1"), "ABSENT was added"),
    "the hash seed was changed": (lambda b: b.set(PYTHONHASHSEED="5"), "PYTHONHASHSEED was"),
    "a package was upgraded": (
        lambda b: install(b.site, "2.0"),
        "1.0.dist-info/RECORD was removed",
    ),
    "a path file came": (lambda b: (b.site / "new.pth").write_text("#\n"), "a module was added"),
    "a path file was edited": (
        lambda b: (b.site / "first.pth").write_text("# something\n"),
        "first.pth was changed",
    ),
    "sitecustomize came": (
        lambda b: (b.site / "sitecustomize.py").write_text("\n"),
        "a module was added",
    ),
    "the interpreter was swapped": (swap_interpreter, "bin/python was a link to"),
    "the environment's settings were edited": (
        lambda b: (b.venv / "pyvenv.cfg").write_text("version = 3\n"),
        "pyvenv.cfg was changed",
    ),
}


@pytest.mark.parametrize(("change", "reason"), MISSES.values(), ids=MISSES)
def test_a_change_of_what_the_import_read_is_a_miss_that_says_why(backend, change, reason):
    first = backend.obtain()

    change(backend)

    assert first.not_kept == ""
    assert any(reason in why for why in backend.why()), backend.why()
    assert not backend.is_kept()


def clone(backend: Backend) -> None:
    """Make all files anew, with other times and numbers, as a fresh clone does."""
    for folder in (backend.app, backend.site):
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy, copy_function=shutil.copyfile)
        shutil.rmtree(folder)
        copy.rename(folder)


HITS = {
    "nothing": lambda _: None,
    "a file that was not read": edited("unread.txt", "other"),
    "a new file that is no module": edited("openapi.json", "{}"),
    "a variable that nobody asked for": lambda b: b.set(NOT_ASKED="2"),
    "a variable of the terminal": lambda b: b.set(WINDOWID="2"),
    "a fresh clone": clone,
    "the bytecode is gone": lambda b: shutil.rmtree(b.app / "__pycache__", ignore_errors=True),
}


@pytest.mark.parametrize("change", HITS.values(), ids=HITS)
def test_a_change_of_anything_else_is_a_hit_with_the_same_bytes(backend, change):
    first = backend.obtain()

    change(backend)

    assert backend.why() == []
    second = backend.obtain()
    assert second.is_hit
    assert second.export.document == first.export.document


def test_going_back_to_an_earlier_state_is_a_hit(backend):
    backend.obtain()
    edited("settings.py", "VALUE = 2\n")(backend)
    backend.obtain()

    edited("settings.py", FILES["settings.py"])(backend)

    assert backend.obtain().is_hit


def test_a_backend_that_lists_its_environment_depends_on_all_of_it(backend):
    edited("settings.py", "import os\nVALUE = len(dict(os.environ))\n")(backend)
    backend.obtain()
    backend.set(HOME="/elsewhere")  # it never sees the real one

    same = backend.obtain()
    backend.set(NOT_ASKED="2")

    assert same.is_hit
    assert not backend.obtain().is_hit


def test_an_edit_by_hand_in_an_installed_package_is_seen_by_the_strict_cache_alone(backend):
    edited("settings.py", "from installed import VALUE\n")(backend)
    strict = replace(backend.cache, strict=True)
    target = parse_target("main:app", app_dir=backend.app)
    for cache in (backend.cache, strict):
        obtain(target, backend.conditions, cache)

    (backend.site / "installed.py").write_text("VALUE = 2\n")

    assert obtain(target, backend.conditions, backend.cache).is_hit
    assert not obtain(target, backend.conditions, strict).is_hit


def test_a_file_that_changes_while_it_is_imported_is_not_kept(backend):
    edited("settings.py", "VALUE = open(__file__, 'a').write('# more') and 1\n")(backend)

    obtained = backend.obtain()

    assert "settings.py changed while the backend was imported" in obtained.not_kept
    assert not backend.obtain().is_hit


def test_a_file_that_comes_while_it_is_imported_is_a_change(backend):
    edited(
        "settings.py",
        "import os\nVALUE = 1\nHERE = os.path.dirname(__file__)\nos.listdir(HERE + '/plugins')\n"
        "os.path.exists(HERE + '/optional.txt')\n"
        "for name in ('plugins/new.txt', 'optional.txt', 'json.py'):\n"
        "    open(os.path.join(HERE, name), 'w').close()\n",
    )(backend)

    backend.obtain()

    reasons = " ".join(backend.why())
    assert "plugins, which the import lists" in reasons
    assert "optional.txt was nothing and is a file" in reasons
    assert "a module was added" in reasons


def test_a_run_that_used_what_it_was_allowed_is_kept_only_on_request(backend):
    edited("settings.py", "import subprocess\nVALUE = subprocess.call(['true'])\n")(backend)
    backend.conditions = replace(backend.conditions, programs=("true",))

    refused = backend.obtain()
    backend.cache = replace(backend.cache, keeps_impure=True)
    backend.obtain()

    assert refused.not_kept == "the import was allowed to start true"
    assert backend.obtain().is_hit


@pytest.mark.parametrize("damage", [b"", b"00000000\n{}\n", b"no checksum", None])
def test_a_damaged_entry_is_a_miss_and_replaced(backend, damage):
    file = backend.obtain().file
    whole = file.read_bytes()

    file.write_bytes(whole[:-3] if damage is None else damage)

    assert not backend.obtain().is_hit
    assert backend.obtain().is_hit


def test_the_home_in_a_document_is_the_real_one_and_part_of_the_question(backend):
    edited("settings.py", "import pathlib\nVALUE = str(pathlib.Path.home() / 'x')\n")(backend)
    backend.set(HOME="/home/someone")

    first = backend.obtain()
    backend.set(HOME="/home/other")
    second = backend.obtain()

    read = [
        json.loads(each.export.document.text)["paths"]["/"]["get"]["read"]
        for each in (first, second)
    ]
    assert [each[1] for each in read] == ["/home/someone/x", "/home/other/x"]
    assert not second.is_hit


def test_only_the_latest_states_of_a_target_are_kept(backend):
    for number in range(10):
        backend.set(ASKED=str(number))
        file = backend.obtain().file

    assert file.is_file()
    assert len(list(file.parent.glob("*.document"))) == 8
