"""What users install is whole, and knows its own name."""

import subprocess
import sys
import tomllib
from importlib.metadata import entry_points, metadata, version
from importlib.resources import files
from pathlib import Path

import pytest

import oauth_tool

CHECKOUT = Path(__file__).resolve().parent.parent
NOT_OURS = {"node_modules", "__pycache__", "dist", "build"}
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
    )
]


def test_the_pages_come_with_the_package():
    installed = files("oauth_tool") / "templates"
    beside_the_sources = Path(oauth_tool.__file__).parents[2] / "templates"
    templates = installed if installed.is_dir() else beside_the_sources

    assert [entry.name for entry in templates.iterdir() if entry.name.endswith(".html")]


def test_the_profiles_come_with_the_package():
    assert (files("oauth_tool.profiles") / "autogpt.yaml").is_file()


@pytest.mark.parametrize("package", ["tool_cli", "oauth_tool", "api_schema"])
def test_the_packages_say_that_they_are_typed(package):
    assert (files(package) / "py.typed").is_file()


def test_the_metadata_say_which_pythons_it_runs_on():
    assert metadata("oauth-tool")["Requires-Python"] == ">=3.11"


def test_the_installed_version_is_the_one_in_the_sources():
    sources = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))

    assert version("oauth-tool") == sources["project"]["version"]


def test_the_command_says_the_version_of_the_distribution(run_command):
    assert run_command("oauth-tool", "--version").stdout == f"oauth-tool {version('oauth-tool')}\n"


def test_the_two_commands_are_installed():
    scripts = entry_points(group="console_scripts")
    ours = {script.name for script in scripts if script.dist.name == "oauth-tool"}

    assert ours == {"oauth-tool", "export-api-schema"}


@pytest.mark.parametrize("command", ["oauth-tool", "export-api-schema"])
def test_a_command_answers_help(run_command, command):
    answer = run_command(command, "--help")

    assert answer.returncode == 0
    assert answer.stdout.startswith(f"Usage: {command}")
    assert answer.stderr == ""


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_records_a_registry(host):
    holding = [file for file in _project_files() if host.encode() in file.read_bytes()]

    assert holding == []


def test_the_pinned_files_of_one_environment_agree_with_each_other():
    pins = {}
    # Those of the peers are installed apart from all others.
    for file in {*CHECKOUT.glob("requirements/*.txt")} - {CHECKOUT / "requirements" / "peers.txt"}:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "==" in line and not line.startswith((" ", "#")):
                name, _, rest = line.partition("==")
                pins.setdefault(name, set()).add(rest.split()[0])

    assert {name: versions for name, versions in pins.items() if len(versions) > 1} == {}


def test_an_older_python_is_told_so():
    pretend = "import sys; sys.version_info = (3, 10, 0); import _environment"

    answer = subprocess.run(
        [sys.executable, "-c", pretend],
        cwd=CHECKOUT / "scripts",
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: this project needs Python 3.11 or newer")


def _project_files():
    for entry in CHECKOUT.iterdir():
        if entry.is_file():
            yield entry
        elif entry.name == ".ci" or not (entry.name.startswith(".") or entry.name in NOT_OURS):
            yield from (
                file
                for file in entry.rglob("*")
                if file.is_file() and NOT_OURS.isdisjoint(file.parts)
            )
