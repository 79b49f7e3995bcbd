"""What docs/ci.md, action.yml and .pre-commit-hooks.yaml say is run here, on a backend in Git."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).resolve().parent.parent
BACKEND = CHECKOUT / "fixtures" / "backends" / "lifespan" / "main.py"
BLOCK = re.compile(r"^```(?P<language>yaml|sh)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = list(BLOCK.finditer((CHECKOUT / "docs" / "ci.md").read_text(encoding="utf-8")))
HOOKS = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text())
ACTION = yaml.safe_load((CHECKOUT / "action.yml").read_text())
PROGRAMS = Path(sys.executable).parent


@pytest.fixture
def project(tmp_path):
    """A Git repository with a backend and its document as Prettier would format it."""
    folder = tmp_path / "project"
    (folder / "backend").mkdir(parents=True)
    shutil.copy(BACKEND, folder / "backend" / "main.py")
    shell(folder, "export-api-schema backend.main:app --style prettier -o openapi.json")
    shell(folder, "git init -q && git add . && git -c user.name=a -c user.email=a@b commit -qm a")
    return folder


def shell(folder, script, **variables):
    environment = os.environ | {
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "VIRTUAL_ENV": str(PROGRAMS.parent),
        "XDG_CACHE_HOME": str(folder / ".cache"),
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def outdate(folder):
    file = folder / "openapi.json"
    file.write_text(file.read_text().replace('"openapi": "', '"x-old": 1,\n  "openapi": "'))
    return shell(folder, "git -c user.name=a -c user.email=a@b commit -qam old")


def scripts_in(node):
    """Yield the commands of a workflow: GitHub's run, GitLab's script."""
    if isinstance(node, dict):
        if isinstance(node.get("run"), str):
            yield node["run"]
        yield from node.get("script", ())
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from scripts_in(each)


def recipes():
    for block in BLOCKS:
        if block["language"] == "sh":
            yield block["text"]
        else:
            lines = scripts_in(yaml.safe_load(block["text"]))
            script = "\n".join(line for line in lines if not line.startswith("pip install "))
            if script:
                yield script


@pytest.mark.parametrize(
    "script", list(recipes()), ids=lambda script: script.splitlines()[-1][-40:]
)
def test_each_recipe_passes_until_the_document_is_out_of_date(project, script):
    fresh = shell(project, script)
    outdate(project)
    stale = shell(project, script)

    assert fresh.returncode == 0, fresh.stderr
    assert stale.returncode == 1


def test_the_hooks_of_the_recipe_do_what_they_say(project):
    (recipe,) = (yaml.safe_load(block["text"]) for block in BLOCKS if "repos:" in block["text"])
    entries = {hook["id"]: hook["entry"] for hook in HOOKS}
    wanted = recipe["repos"][0]["hooks"]
    commands = [f"{entries[hook['id']]} {shlex.join(hook['args'])}" for hook in wanted]
    outdate(project)

    done = [shell(project, command) for command in commands]

    assert [each.returncode for each in done] == [0, 0], done
    assert shell(project, "git diff --quiet").returncode == 1  # which is what stops a commit
    assert {"id", "name", "description", "entry", "language"} <= set.intersection(*map(set, HOOKS))


def test_the_action_runs_the_command_with_its_inputs(project, tmp_path):
    *_, step = ACTION["runs"]["steps"]
    programs = tmp_path / "export-api-schema"
    programs.mkdir()
    (programs / "bin").symlink_to(PROGRAMS)
    inputs = {
        "TARGET": "backend.main:app",
        "CHECK": "openapi.json",
        "OUTPUT": "",
        "PYTHON": str(PROGRAMS / "python"),
        "ARGUMENTS": "--style=prettier\n--tolerate=order\n",
        "RUNNER_TEMP": str(tmp_path),
    }

    fresh = shell(project, step["run"], **inputs)
    outdate(project)
    stale = shell(project, step["run"], **inputs)

    assert set(step["env"]) == set(inputs) - {"RUNNER_TEMP"}
    assert (fresh.returncode, fresh.stderr) == (0, "")
    assert stale.returncode == 1
    assert "::error title=document-changed,file=openapi.json,line=2" in stale.stderr


def test_the_action_has_the_shape_that_github_asks_for():
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description", "inputs"} <= ACTION.keys()
    assert all(each["description"] for each in ACTION["inputs"].values())
    for step in ACTION["runs"]["steps"]:
        assert ("run" in step) != ("uses" in step)
        assert "run" not in step or step["shell"] == "bash"
        assert "${{" not in step.get("run", "")
        assert (
            subprocess.run(["bash", "-n", "-c", step.get("run", ":")], check=False).returncode == 0
        )
