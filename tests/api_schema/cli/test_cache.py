"""The cache can be looked at, explained and cleared."""

import sys

import pytest

from api_schema.cli.cache import cache
from tool_cli.running import run


@pytest.fixture
def cache_says(capfdbinary):
    def cache_says(*arguments):
        assert run(cache, name="export-api-schema cache", arguments=[*map(str, arguments)]) == 0
        return capfdbinary.readouterr().out.decode()

    return cache_says


@pytest.fixture
def project(tmp_path):
    (tmp_path / "main.py").write_text(
        "class App:\n"
        "    def openapi(self):\n"
        "        return {'paths': {'/': {'get': {}}}}\n"
        "app = App()\n"
    )
    return tmp_path


def test_show_why_and_clear(export_of, cache_says, project):
    kept = ["--cache-dir", project / "cache"]
    target = ["main:app", "--app-dir", project]
    why = ["why", *target, *kept, "--python", sys.executable]

    before = cache_says(*why)
    export_of(*target, *kept)
    shown = cache_says("show", *kept)
    unchanged = cache_says(*why)
    (project / "main.py").write_text("other = 1\n")
    changed = cache_says(*why)
    cache_says("clear", *kept)

    assert before.startswith("nothing is kept for this target")
    assert shown.startswith("main:app: 1 operations, 29 bytes, made from ")
    assert unchanged == "nothing changed: the document comes from the cache\n"
    assert changed == f"{project / 'main.py'} was changed\n"
    assert cache_says("show", *kept) == ""
    assert cache_says("clear", *kept) == ""
