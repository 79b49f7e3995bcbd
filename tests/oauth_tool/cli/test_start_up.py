"""Commands start fast because they import little; what may be imported when is held here."""

import subprocess
import sys

import pytest

# What takes a noticeable time to import, or is the work of somebody else while a secret is hashed.
HEAVY = {
    "aiohttp", "asyncio", "asyncpg", "concurrent", "cryptography", "email", "importlib.metadata",
    "jinja2", "jsonschema_rs", "logging", "platformdirs", "rich", "subprocess", "tempfile", "yaml",
}  # fmt: skip
LATER = {"json", "oauth_tool.handing_over", "oauth_tool.storage", "pathlib", "sqlite3", "urllib"}
REGISTER = (
    "from oauth_tool.cli.main import main; import sys;"
    "sys.argv = ['oauth-tool', 'register', '--name', 'App', '--scope', 'IDENTITY',"
    " '--redirect-uri', 'https://app.example/cb', '--format', 'json',"
    " '--database', 'sqlite:///{folder}/apps.sqlite3']\n"
    "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
)


def imported_by(code):
    shown = "import sys; print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{shown}"], capture_output=True, check=True, text=True
    )
    modules = set(done.stderr.split())
    return modules | {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import oauth_tool.cli.main", HEAVY | LATER | {"dataclasses", "hashlib"}),
        ("import oauth_tool.cli.register", HEAVY | LATER),
        (REGISTER, HEAVY),
    ],
    ids=["any command", "register until the secret is made", "register"],
)
def test_it_imports_nothing_that_it_does_not_need(code, unwanted, tmp_path):
    by_click = imported_by("import click")

    ours = imported_by(code.replace("{folder}", str(tmp_path))) - by_click

    assert ours & unwanted == set()
