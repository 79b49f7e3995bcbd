import click
import pytest

from oauth_tool.cli.client_secrets import SECRET_VARIABLE, client_secret
from tool_cli.errors import InvalidInput, ToolError


@pytest.fixture(autouse=True)
def no_variable(monkeypatch):
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)


def test_a_file_comes_before_the_environment(tmp_path, monkeypatch):
    file = tmp_path / "secret"
    file.write_text("agpt_secret_in-file\n")
    monkeypatch.setenv(SECRET_VARIABLE, "agpt_secret_in-environment")

    assert client_secret(file).reveal() == "agpt_secret_in-file"
    assert client_secret(None).reveal() == "agpt_secret_in-environment"


def test_an_empty_file_holds_no_secret(tmp_path):
    (tmp_path / "secret").write_text("\n")

    with pytest.raises(InvalidInput, match="holds no client secret"):
        client_secret(tmp_path / "secret")


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(tmp_path, content):
    file = tmp_path / "secret"
    if content:
        file.write_bytes(content)

    with pytest.raises(ToolError, match=f"cannot read {file}"):
        client_secret(file)


def test_without_a_terminal_nobody_is_asked():
    with click.Context(click.Command("x")), pytest.raises(click.UsageError, match="no terminal"):
        client_secret(None)
