import sys
import time
from pathlib import Path

import pytest

from oauth_tool.handing_over.commands import Command, command_from
from tool_cli.errors import InvalidInput, ToolError

SECRET = "agpt_secret_ABCDEFGHIJKLMNOP"


def python(code, *arguments):
    return Command(program=sys.executable, arguments=("-c", code, *arguments))


def test_a_command_gets_the_text_on_its_standard_input_alone(tmp_path):
    target = tmp_path / "got"
    code = (
        "import os, pathlib, sys\n"
        "data = sys.stdin.buffer.read()\n"
        f"assert {SECRET!r}.encode() in data and {SECRET!r} not in str(sys.argv[2:])\n"
        f"assert not any({SECRET!r} in value for value in os.environ.values())\n"
        f"assert b'agpt_secret' not in b''.join(pathlib.Path(f'/proc/{{os.getppid()}}/cmdline')"
        ".read_bytes().split(b'\\0'))\n"
        "pathlib.Path(sys.argv[1]).write_bytes(data)\n"
    )

    python(code, str(target)).run(f"né {SECRET}\n", hiding=SECRET)

    assert target.read_text() == f"né {SECRET}\n"


def test_what_a_command_prints_is_not_shown(capfd):
    python("import sys; t = sys.stdin.read(); print(t); print(t, file=sys.stderr)").run(
        SECRET, hiding=SECRET
    )

    assert capfd.readouterr() == ("", "")


def test_a_command_that_fails_is_named_with_its_exit_code_and_last_words():
    command = python("import sys; sys.exit('first\\nno \\x1b[31m access')")

    with pytest.raises(ToolError) as failure:
        command.run(SECRET, hiding=SECRET)

    assert "ended with exit code 1, saying 'no \\x1b[31m access'" in failure.value.message


def test_a_command_that_was_killed_is_named_with_the_signal():
    with pytest.raises(ToolError, match="was ended by signal 9$"):
        python("import os; os.kill(os.getpid(), 9)").run(SECRET, hiding=SECRET)


@pytest.mark.parametrize("part", [SECRET, SECRET[4:14], SECRET[-8:], f"bad input: {SECRET}!"])
def test_no_part_of_the_secret_gets_into_an_error(part):
    with pytest.raises(ToolError) as failure:
        python(f"import sys; sys.exit({part!r})").run(SECRET, hiding=SECRET)

    assert part not in failure.value.message
    assert "is not shown" in failure.value.message


def test_a_command_that_leaves_a_helper_behind_does_not_hold_us_up():
    helper = "import subprocess; subprocess.Popen(['sleep', '30'])"

    begun = time.monotonic()
    python(helper).run(SECRET, hiding=SECRET)

    assert time.monotonic() - begun < 20


def test_a_command_that_reads_nothing_may_still_succeed(tmp_path):
    ended = tmp_path / "ended"

    python("import pathlib, sys; pathlib.Path(sys.argv[1]).touch()", str(ended)).run(
        "x" * 1_000_000, hiding=SECRET
    )

    assert ended.exists()


def test_no_shell_is_between(tmp_path):
    command_from(f"{sys.executable} -c '' ; touch {tmp_path / 'x'}").run(SECRET, hiding=SECRET)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "   ", "no-such-program-anywhere -x", "./no/such"])
def test_a_command_that_does_not_exist_is_named_before_anything_happens(text):
    with pytest.raises(InvalidInput, match="there is no command"):
        command_from(text)


def test_an_open_quotation_mark_is_named():
    with pytest.raises(InvalidInput, match="cannot be read") as failure:
        command_from("sh -c 'x")

    assert "quotation mark" in failure.value.hint


def test_a_file_that_is_no_program_cannot_be_run(tmp_path):
    path = tmp_path / "script"
    path.write_bytes(b"\x7fELF nonsense")
    path.chmod(0o700)

    with pytest.raises(ToolError, match="cannot run script"):
        command_from(str(path)).run(SECRET, hiding=SECRET)


def test_a_command_is_named_without_its_arguments():
    assert command_from(f"{sys.executable} --token hush").name == Path(sys.executable).name
