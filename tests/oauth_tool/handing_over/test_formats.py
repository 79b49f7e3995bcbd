import io
import json
import re
import subprocess

import pytest
import yaml
from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st

from oauth_tool.handing_over.formats import FORMATS, as_dotenv, as_env, as_json, as_text, as_yaml
from tool_cli.errors import InvalidInput

# What a registration accepts in a name: no NUL and no broken UTF-8.
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)
AWKWARD = st.text(st.sampled_from("\"'\\$`{}#=\n\r\t! aé🚀\x1b\x85\u2028\ufeff"), max_size=20)
ACCEPTED = NAMES | AWKWARD
ID, SECRET = "agpt_client_1", "agpt_secret_1"


def report(name="App", **others):
    return {
        "client_id": ID,
        "client_secret": SECRET,
        "name": name,
        "description": None,
        "redirect_uris": ("https://a.example/?x='1',2", "https://b.example/"),
        "is_public": False,
        "id": "row-1",
        **others,
    }


@given(ACCEPTED)
def test_json_brings_every_name_back(name):
    assert json.loads(as_json(report(name)))["name"] == name


@given(ACCEPTED)
def test_yaml_brings_every_name_back(name):
    assert yaml.safe_load(as_yaml(report(name)))["name"] == name


@settings(max_examples=60)
@given(ACCEPTED)
def test_a_real_shell_brings_every_name_back(name):
    script = f'{as_env(report(name))}\nprintf \'%s\\0%s\' "$OAUTH_APP_NAME" "$OAUTH_CLIENT_ID"'

    said = subprocess.run(["sh"], input=script.encode(), capture_output=True, check=True)

    assert said.stdout.split(b"\0") == [name.encode(), ID.encode()]
    assert said.stderr == b""


@given(ACCEPTED)
def test_python_dotenv_brings_every_name_back_that_is_not_refused(name):
    text = dotenv_unless_refused(report(name))
    if text is None:
        assert "$" in name
        return

    values = dotenv_values(stream=io.StringIO(text))

    assert values["OAUTH_APP_NAME"] == name
    assert values["OAUTH_CLIENT_SECRET"] == SECRET


@given(ACCEPTED)
def test_docker_compose_brings_every_name_back_that_is_not_refused(name):
    line = dotenv_unless_refused({"name": name})
    if line is None:
        return

    assert read_as_compose_does(line) == name


@pytest.mark.parametrize("name", ["costs 5$", "$HOME", "$$", 'a "b" $c'])
def test_a_dollar_sign_is_kept_where_both_readers_agree(name):
    assert dotenv_values(stream=io.StringIO(as_dotenv({"name": name}))) == {"OAUTH_APP_NAME": name}


@pytest.mark.parametrize("name", ["${HOME}", "Bob's $", "\\$", "$\r"])
def test_a_dollar_sign_that_readers_take_differently_is_refused(name):
    with pytest.raises(InvalidInput, match="OAUTH_APP_NAME holds a \\$"):
        as_dotenv({"name": name})


def test_variables_have_names_of_their_own_and_lists_have_spaces():
    values = dotenv_values(stream=io.StringIO(as_dotenv(report())))

    assert values == {
        "OAUTH_CLIENT_ID": ID,
        "OAUTH_CLIENT_SECRET": SECRET,
        "OAUTH_APP_NAME": "App",
        "OAUTH_APP_REDIRECT_URIS": "https://a.example/?x='1',2 https://b.example/",
        "OAUTH_APP_IS_PUBLIC": "false",
        "OAUTH_APP_ID": "row-1",
    }


def test_text_is_safe_on_a_terminal_and_says_that_the_secret_is_gone_after():
    text = as_text(report("a\x1b[31m"))

    assert "\x1b" not in text
    assert "cannot be shown again" in text


def test_text_without_a_secret_says_nothing_of_one():
    assert as_text({"client_id": ID}) == f"client_id  {ID}"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_id_and_secret_and_ends_without_a_line_break(name):
    text = FORMATS[name](report())

    assert ID in text
    assert SECRET in text
    assert not text.endswith("\n\n")


def dotenv_unless_refused(contents):
    try:
        return as_dotenv(contents)
    except InvalidInput:
        return None


def read_as_compose_does(line):
    """Read one line as compose-go's dotenv package does, where no dollar sign is expanded."""
    quoted = line.partition("=")[2]
    if quoted[0] == "'":
        return re.fullmatch(r"'([^'\\]*)'", quoted)[1]
    assert "$" not in quoted
    # First the end of the value is looked for, which takes the backslash from a quotation mark.
    raw = re.fullmatch(r'"((?:\\.|[^"\\])*)"', quoted, re.DOTALL)[1]
    raw = re.sub(r"\\(.)", lambda found: found[1] if found[1] == '"' else found[0], raw)
    escapes = {"n": "\n", "r": "\r", "\\": "\\", '"': '"'}
    return re.sub(r'\\([abcfnrtv"\\])', lambda found: escapes[found[1]], raw)
