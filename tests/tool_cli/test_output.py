"""A result is written whole or not at all."""

import os
import shlex
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tool_cli.errors import ToolError
from tool_cli.output import write_result


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_text_goes_to_stdout_as_utf_8(capfdbinary):
    write_result("Früchte 🍓\n")

    assert capfdbinary.readouterr().out == "Früchte 🍓\n".encode()


def test_stdout_keeps_the_order_of_what_was_printed_before(capfdbinary):
    sys.stdout.write("first\n")
    write_result("second\n")

    assert capfdbinary.readouterr().out == b"first\nsecond\n"


@pytest.fixture
def ended():
    """Return a function that runs a command in a shell that redirects its stdout."""

    def run(what, redirection):
        program = (
            "import sys, click\n"
            "from tool_cli.running import run\n"
            "from tool_cli.output import write_result\n"
            f"command = click.Command('try', callback=lambda: {what})\n"
            "sys.exit(run(command, name='try', arguments=[]))\n"
        )
        line = f"{shlex.join([sys.executable, '-c', program])} {redirection}"
        return subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, check=False)

    return run


@pytest.mark.parametrize("writes", ["write_result('x')", "click.echo('x')", "print('x')"])
def test_a_stdout_that_is_closed_is_one_line(ended, writes):
    done = ended(writes, ">&-")

    assert done.stderr == b"Error: cannot write to stdout: it is closed. Hint: send it to a file.\n"
    assert done.returncode == 3


def test_who_writes_nothing_does_not_mind_that_stdout_is_closed(ended):
    done = ended("click.echo('x', err=True)", ">&-")

    assert done.stderr == b"x\n"
    assert done.returncode == 0


@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&-"])
def test_no_file_gets_the_number_of_a_stream_that_was_closed(ended, closed):
    done = ended("click.echo(__import__('os').open('/dev/null', 0), err=True)", closed)

    assert int(done.stderr) > 2


@pytest.mark.parametrize("writes", ["write_result('x')", "click.echo('x')"])
def test_a_stdout_that_is_full_is_one_line(ended, writes):
    done = ended(writes, ">/dev/full")

    assert done.stderr.startswith(b"Error: cannot write to stdout: No space left on device. Hint: ")
    assert done.stderr.count(b"\n") == 1
    assert done.returncode == 3


def test_a_pipe_is_written_to():
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as reader, os.fdopen(writing, "wb"):
        write_result("text", Path(f"/dev/fd/{writing}"))

        assert reader.read(4) == b"text"


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path, usual_umask):
    write_result("new", tmp_path / "file")

    assert (tmp_path / "file").read_text() == "new"
    assert mode_of(tmp_path / "file") == 0o644


def test_a_file_keeps_its_mode(tmp_path):
    file = tmp_path / "file"
    file.write_text("old")
    file.chmod(0o640)

    write_result("new", file)

    assert file.read_text() == "new"
    assert mode_of(file) == 0o640


def test_a_symlink_stays_one(tmp_path):
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old")
    link.symlink_to(file)

    write_result("new", link)

    assert link.is_symlink()
    assert file.read_text() == "new"


def test_what_is_no_file_is_written_to(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()

    write_result("new", pipe)
    reader.join()

    assert read == ["new"]


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path):
    file = tmp_path / "file"
    file.write_text("old")
    unwritable = "x" * 10 + "\ud83d"

    with pytest.raises(UnicodeEncodeError):
        write_result(unwritable, file)

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_an_error_that_names_the_file(tmp_path):
    with pytest.raises(ToolError, match=r"cannot write .*nowhere/file: No such file") as caught:
        write_result("new", tmp_path / "nowhere" / "file")

    assert isinstance(caught.value.__cause__, OSError)


def test_a_folder_is_an_error(tmp_path):
    with pytest.raises(ToolError, match="Is a directory"):
        write_result("new", tmp_path)


def test_a_disk_that_is_full_leaves_the_old_file_and_no_other(tmp_path):
    resource = pytest.importorskip("resource")
    file = tmp_path / "file"
    file.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(ToolError, match="File too large"):
            write_result("x" * 100_000, file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
