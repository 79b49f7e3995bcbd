"""Every end of a command is an exit code and at most one line."""

import os
import signal
import subprocess
import sys

import click
import pytest

from tool_cli.errors import CheckFailed, InvalidInput, ToolError
from tool_cli.finishing import error_line
from tool_cli.running import run


def command_that(act):
    return click.Command("try", callback=act)


def raising(error):
    def act():
        raise error

    return command_that(act)


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (CheckFailed("it differs", "look again"), 1),
        (InvalidInput("no scope 'x'", "look again"), 2),
        (ToolError("no answer", "look again"), 3),
    ],
)
def test_each_class_of_error_has_its_exit_code(capsys, error, exit_code):
    assert run(raising(error), name="try", arguments=[]) == exit_code
    assert capsys.readouterr().err == f"Error: {error.message}. Hint: look again.\n"


def test_an_error_without_a_hint_is_just_the_error(capsys):
    run(raising(ToolError("no answer.")), name="try", arguments=[])

    assert capsys.readouterr().err == "Error: no answer.\n"


def test_an_unknown_option_is_a_usage_error_that_names_the_help(capsys):
    assert run(command_that(lambda: None), name="try", arguments=["--x"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Error: No such option")
    assert "Hint: 'try --help' lists what it takes." in said


def test_a_group_without_a_command_shows_its_help_line_by_line(capsys):
    group = click.Group("try", commands=[command_that(lambda: None)], help="Try a thing.")

    assert run(group, name="try", arguments=[]) in {
        0,
        2,
    }  # click 8.1 ends with 0, later ones do not
    captured = capsys.readouterr()
    lines = (captured.out + captured.err).splitlines()
    assert lines[0] == "Usage: try [OPTIONS] COMMAND [ARGS]..."
    assert "  Try a thing." in lines


def test_a_usage_error_without_a_context_names_the_program(capsys):
    assert run(raising(click.UsageError("no")), name="try", arguments=[]) == 2
    assert "'try --help'" in capsys.readouterr().err


def test_another_error_of_click_has_no_hint(capsys):
    assert run(raising(click.ClickException("no")), name="try", arguments=[]) == 1
    assert capsys.readouterr().err == "Error: no.\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_ctrl_c_is_exit_code_130(capsys, error):
    assert run(raising(error), name="try", arguments=[]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


@pytest.mark.parametrize(("answer", "exit_code"), [(None, 0), ("text", 0), (4, 4)])
def test_a_command_that_ends_well_may_choose_its_exit_code(answer, exit_code):
    assert run(command_that(lambda: answer), name="try", arguments=[]) == exit_code


def test_the_arguments_of_the_process_are_the_default(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["try", "--help"])

    assert run(command_that(lambda: None), name="try") == 0
    assert capsys.readouterr().out.startswith("Usage: try")


def test_an_error_is_one_line_without_terminal_sequences():
    line = error_line("a name\nof \x1b[31mtwo\u202e lines \ud83d", None)

    assert line == "Error: a name of \\x1b[31mtwo\\u202e lines \\ud83d."


def test_a_reader_that_goes_away_is_no_error():
    program = (
        "import sys, click\n"
        "from tool_cli.running import run\n"
        "from tool_cli.output import write_result\n"
        "command = click.Command('try', callback=lambda: write_result('x' * 1_000_000))\n"
        "sys.exit(run(command, name='try', arguments=[]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert process.returncode == 0


def test_a_real_ctrl_c_ends_in_one_line():
    program = (
        "import os, signal, sys, click\n"
        "from tool_cli.running import run\n"
        "command = click.Command('try', callback=lambda: (print('ready', flush=True),"
        " signal.pause()))\n"
        "sys.exit(run(command, name='try', arguments=[]))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        os.kill(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)

    assert said.strip() == b"Stopped."
    assert process.returncode == 130
