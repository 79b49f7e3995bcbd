"""A command is imported when it is called, not before."""

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
        commands_at={
            "paint": ("lazy_colour:paint", "Paint it."),
            "broken": ("lazy_colour:number", "Fail."),
        },
        help="A shop.",
    )
    sys.modules.pop("lazy_colour", None)


def test_a_command_is_imported_on_its_first_use(group, capsys):
    before = "lazy_colour" in sys.modules

    group.main(["paint"], standalone_mode=False)

    assert not before
    assert capsys.readouterr().out == "painted\n"


def test_help_lists_the_commands_as_they_are_written_down_and_imports_none(group, capsys):
    group.main(["--help"], standalone_mode=False)

    assert capsys.readouterr().out.endswith("Commands:\n  paint   Paint it.\n  broken  Fail.\n")
    assert "lazy_colour" not in sys.modules


def test_an_unknown_command_is_no_command(group):
    assert group.get_command(click.Context(group), "unknown") is None


def test_what_is_no_command_is_a_mistake_of_ours(group):
    with pytest.raises(TypeError, match="lazy_colour:number is not a click command"):
        group.get_command(click.Context(group), "broken")
