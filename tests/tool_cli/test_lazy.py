"""A command is imported when it is called or listed, not before."""

import sys

import click
import pytest

from tool_cli.lazy import LazyGroup


@pytest.fixture
def group(tmp_path, monkeypatch):
    (tmp_path / "lazy_colour.py").write_text(
        "import click\n@click.command()\ndef paint():\n    click.echo('painted')\nnumber = 3\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield LazyGroup(
        "shop",
        commands_at={"paint": "lazy_colour:paint", "broken": "lazy_colour:number"},
        help="A shop.",
    )
    sys.modules.pop("lazy_colour", None)


def test_a_command_is_imported_on_its_first_use(group, capsys):
    before = "lazy_colour" in sys.modules

    group.main(["paint"], standalone_mode=False)

    assert not before
    assert capsys.readouterr().out == "painted\n"


def test_commands_are_listed_in_the_order_in_which_they_are_written(group):
    group.add_command(click.Command("added"))

    assert group.list_commands(click.Context(group)) == ["paint", "broken", "added"]


def test_an_unknown_command_is_no_command(group):
    assert group.get_command(click.Context(group), "unknown") is None


def test_what_is_no_command_is_a_mistake_of_ours(group):
    with pytest.raises(TypeError, match="lazy_colour:number is not a click command"):
        group.get_command(click.Context(group), "broken")
