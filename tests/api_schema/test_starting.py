"""A process that is started ahead is used if it is just the one that is needed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api_schema.child import run_probe, start_of
from api_schema.cli.head_start import prepare
from api_schema.conditions import Conditions
from api_schema.report import read_report
from api_schema.starting import ahead
from api_schema.target import parse_target

KILLED = -9
ENVIRONMENT = dict(os.environ)  # pytest changes it before each test
ARGUMENTS = ["shop.main:app", "--python", sys.executable]


@pytest.fixture(name="waiting")
def started_ahead() -> Iterator["subprocess.Popen[bytes]"]:
    prepare(ARGUMENTS, ENVIRONMENT)
    assert ahead.started is not None
    yield ahead.started.process
    ahead.close()


def conditions() -> Conditions:
    return Conditions(interpreter=Path(sys.executable), environment=ENVIRONMENT)


def test_an_export_takes_the_process_that_was_started_ahead(
    waiting: "subprocess.Popen[bytes]", backends: Path
) -> None:
    target = parse_target("shop.main:app", app_dir=backends / "well_behaved")

    ending = run_probe(target, conditions())

    assert read_report(ending.sent).document is not None
    assert waiting.returncode == 0


@pytest.mark.parametrize(
    "needed",
    [
        replace(conditions(), environment={**ENVIRONMENT, "PYTHONPATH": "elsewhere"}),
        replace(conditions(), verbose=True),
        replace(conditions(), interpreter=Path("/bin/true")),
    ],
    ids=["environment", "output", "interpreter"],
)
def test_a_process_that_was_started_otherwise_is_ended(
    waiting: "subprocess.Popen[bytes]", needed: Conditions
) -> None:
    ahead.taken(start_of(needed)).close()

    assert waiting.returncode == KILLED


def test_a_process_whose_tool_is_gone_ends(waiting: "subprocess.Popen[bytes]") -> None:
    assert waiting.stdin is not None

    waiting.stdin.close()

    assert waiting.wait(timeout=30) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help", *ARGUMENTS],
        [*ARGUMENTS, "--env-file=.env"],
        ["shop.main:app", "--python", "/nowhere/python"],
    ],
    ids=["no target", "help", "other variables", "no such interpreter"],
)
def test_nothing_is_started_for_what_cannot_be_guessed(arguments: list[str]) -> None:
    prepare(arguments, ENVIRONMENT)

    assert ahead.started is None
