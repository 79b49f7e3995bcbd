"""--pretty is a flag that may have a value, and leaves the target alone."""

import click
import pytest
from click.testing import CliRunner

from api_schema.cli.pretty_option import PrettyCommand


@click.command(cls=PrettyCommand)
@click.argument("target")
@click.option("--pretty/--no-pretty")
def show(target, pretty):
    click.echo(f"{target} {pretty}")


def shown(*arguments):
    return CliRunner().invoke(show, arguments).output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--pretty", "shop:app"],
        ["--pretty", "true", "shop:app"],
        ["shop:app", "--pretty", "1"],
        ["shop:app", "--pretty"],
        ["--pretty=True", "shop:app"],
        ["--pretty", "false", "--pretty", "shop:app"],
    ],
)
def test_each_form_of_pretty_is_the_flag(arguments):
    assert shown(*arguments) == "shop:app True\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["shop:app"],
        ["--no-pretty", "shop:app"],
        ["--pretty", "false", "shop:app"],
        ["shop:app", "--pretty", "0"],
        ["--pretty=no", "shop:app"],
    ],
)
def test_each_form_of_not_pretty_is_the_other_flag(arguments):
    assert shown(*arguments) == "shop:app False\n"


def test_a_value_that_is_no_boolean_is_refused():
    assert "--pretty" in shown("--pretty=maybe", "shop:app")
