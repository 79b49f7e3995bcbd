"""Work beside this process comes to the same result as work inside of it, whatever happens."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from api_schema.validation.beside import beside

# In a process without other threads, which pytest's own is not when it tests on all cores.
ALONE = """
import os, sys
from api_schema.validation.beside import Exhausted, beside

here = os.getpid()
reader, writer = os.pipe()
apart = beside(lambda: [("a", (1, None)), os.getpid() != here], seconds=9)
meanwhile = beside(lambda: os.read(reader, 4).decode(), seconds=9)
os.write(writer, b"done")
assert apart() == [("a", (1, None)), True]
assert meanwhile() == "done"

def mistaken():
    raise ValueError("mistake")

def leaving():
    return "done here" if os.getpid() == here else os._exit(9)

def endless():
    while True:
        pass

def killed():
    os.abort()

assert beside(leaving, seconds=9)() == "done here"
try:
    beside(mistaken, seconds=9)()
except ValueError as error:
    print(error)
for work in (endless, killed):
    try:
        beside(work, seconds=1)()
    except Exhausted:
        print("exhausted")
"""

FORGETFUL = """
import os, sys
from api_schema.validation.beside import beside

beside(lambda: open(sys.argv[1]).read(), seconds=9)
os._exit(0)
"""


def test_work_on_its_own_is_done_or_ends_and_its_mistakes_are_told_here():
    done = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "mistake\nexhausted\nexhausted\n", "")


def test_work_that_nobody_waits_for_keeps_no_stream_open(tmp_path: Path):
    gate = tmp_path / "gate"
    os.mkfifo(gate)

    done = subprocess.run(
        [sys.executable, "-c", FORGETFUL, gate], capture_output=True, timeout=60, check=False
    )

    gate.write_text("")  # the work goes on and ends
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_beside_other_threads_nothing_is_forked():
    here, stop = os.getpid(), threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()

    result = beside(os.getpid, seconds=9)

    assert result() == here
    stop.set()
    thread.join()
