"""To look at a text in a process beside this one finds what is found without."""

import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).parents[3] / "fixtures" / "openapi"
# In a process without other threads, which pytest's own is not when it tests on all cores.
ALONE = """
import sys, threading
from api_schema.validation.beside import can_be_beside
from api_schema.validation.checking import Settings, check
from tool_cli.errors import ToolError

def outcomes():
    for name in sys.argv[1:]:
        try:
            yield name, list(map(repr, check(name, Settings())))
        except ToolError as error:
            yield name, error.message

assert can_be_beside()
ahead = list(outcomes())
stop = threading.Event()
thread = threading.Thread(target=stop.wait)
thread.start()
assert not can_be_beside()
here = list(outcomes())
stop.set()
thread.join()
for one, other in zip(ahead, here, strict=True):
    assert one == other, (one, other)
print(len(ahead))
"""
DOCUMENT = '{"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, %s "paths": {}}'
DIALECT = r'{"\u0024schema": "http://json-schema.org/draft-07/schema", "minimum": "1"}'
ODD = {
    "a key is there twice": DOCUMENT % '"info": {},',
    "a number is not JSON's": DOCUMENT % '"x-a": NaN,',
    "a colon is an escape": DOCUMENT % r'"x-\u003a": 1,',
    "half a surrogate pair": DOCUMENT % r'"x-a": "\ud800",',
    "it ends too late": DOCUMENT % "" + "}",
    "it is nested deep": DOCUMENT % f'"x-a": {"[" * 300}{"]" * 300},',
    "it is nested too deep": DOCUMENT % f'"x-a": {"[" * 600}{"]" * 600},',
    "it is a number": "1",
    "the version is unknown": '{"openapi": "4.0.0"}',
    "a dialect is an escape": DOCUMENT % rf'"components": {{"schemas": {{"A": {DIALECT}}}}},',
}


def test_what_is_seen_ahead_is_what_is_found_here():
    cases = sorted(str(file) for file in CASES.rglob("*") if file.is_file())

    assert _compared(cases) == f"{len(cases)}\n"


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_text_is_read_with_care(tmp_path: Path, text: str):
    file = tmp_path / "openapi.json"
    file.write_text(text)

    assert _compared([str(file)]) == "1\n"


def _compared(names: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, *names], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
