"""The end of a process that does not clean up."""

import subprocess
import sys

PROGRAM = """
import atexit
from tool_cli.leaving import leave
class Kept:
    def __del__(self):
        print("freed")
kept = Kept()
atexit.register(print, "registered")
print("written")
leave(7)
"""


def test_leaving_writes_what_was_printed_and_frees_nothing():
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=False, capture_output=True, text=True
    )

    assert run.stdout == "written\nregistered\n"
    assert run.returncode == 7


def test_leaving_does_not_mind_that_nobody_reads():
    with subprocess.Popen(
        [sys.executable, "-E", "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:  # -E: whatever PYTHONUNBUFFERED says, stdout has something to flush
        run.stdout.close()

        assert run.stderr.read() == b""
        assert run.wait() == 7
