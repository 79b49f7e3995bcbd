"""Faults and presets from the shell."""

from pathlib import Path

import pytest

from oauth_tool.platform.faults import MEANINGS
from oauth_tool.testing import running_platform

PRESETS = Path(__file__).resolve().parents[3] / "fixtures/presets"


@pytest.fixture
def faults(run_command):
    """Run ``oauth-tool platform faults`` against a platform that runs here."""
    with running_platform(preset=PRESETS / "good/everything.yaml") as platform:
        own = {"OAUTH_TOOL_CONTROL_TOKEN": platform.control_token}

        def run(*arguments, env=own):
            return run_command(
                "oauth-tool", "platform", "faults", *arguments, "--url", platform.url, env=env
            )

        yield run


def test_faults_are_listed_added_and_cleared(faults):
    before = faults("list").stdout
    added = faults("add", "invalid_grant", "token", "--times=2", "--code=abc").stdout
    refused = faults("add", "nope", "token")
    after = faults("list").stdout
    cleared = faults("clear")

    assert before == "503 at /api/oauth/introspect, left: 1, client_id shop\n"
    assert added == "invalid_grant at /api/oauth/token, left: 2, code abc\n"
    assert after == before + added
    assert refused.returncode != 0
    assert "there is no fault 'nope'" in refused.stderr
    assert "choose one of" in refused.stderr
    assert cleared.returncode == 0
    assert faults("list").stdout == "Nothing is to go wrong.\n"


def test_nobody_steers_without_the_token(faults):
    wrong = faults("clear", env={"OAUTH_TOOL_CONTROL_TOKEN": "x" * 43})
    none = faults("clear", env={})

    assert wrong.returncode != 0
    assert "the control token is missing or wrong" in wrong.stderr
    assert none.returncode != 0
    assert "there is no control token" in none.stderr


def test_every_kind_is_explained(run_command):
    lines = run_command("oauth-tool", "platform", "faults", "kinds").stdout.splitlines()

    assert [line.split()[0] for line in lines] == list(MEANINGS)


def test_a_preset_with_mistakes_starts_nothing(run_command):
    file = PRESETS / "bad/a_list.yaml"

    done = run_command("oauth-tool", "platform", "--port=0", "--preset", str(file))

    assert done.returncode == 2
    assert f"{file}:1:1: this is not a mapping" in done.stderr
    assert "Traceback" not in done.stderr
