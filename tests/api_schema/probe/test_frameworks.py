"""Each framework's document is the one that the framework itself gives, and nothing is started."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from oauth_tool.web.platform_document import openapi

SERVED = str(Path(__file__).parents[1] / "served.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An application and the framework's own way to its document: arguments for its Python."""

    own_way: list[str]
    target: str = "main:app"
    mount: str = ""


CASES = {
    "litestar": Case(own_way=[SERVED, "main:app", "asgi", "/schema/openapi.json"]),
    "apiflask": Case(own_way=["-m", "flask", "--app", "main", "spec"], target="main:create_app"),
    "flask_smorest": Case(
        own_way=["-m", "flask", "--app", "main", "openapi", "print", "--config-prefix", "NEXT"],
        mount="NEXT",
    ),
    "connexion": Case(own_way=[SERVED, "main:app", "asgi", "/greetings/openapi.json"]),
    "quart_schema": Case(own_way=[SERVED, "main:app", "asgi", "/openapi.json"]),
    "sanic_ext": Case(own_way=[SERVED, "main:app", "asgi-started", "/docs/openapi.json"]),
    "blacksheep": Case(own_way=[SERVED, "main:app", "asgi-started", "/openapi.json"]),
    "django": Case(
        own_way=["manage.py", "spectacular", "--format", "openapi-json"],
        target="library.asgi:application",
    ),
    "django/ninja": Case(
        own_way=["manage.py", "export_openapi_schema", "--api", "library.books.lending.api"],
        target="library.asgi:application",
        mount="/lending",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_document_is_the_one_that_the_framework_gives(export_of, backends, peers_python, name):
    case, folder = CASES[name], backends / name.partition("/")[0]

    outcome = export_of(
        case.target, "--app-dir", folder, "--python", peers_python, "--mount", case.mount
    )

    own = subprocess.run(
        [peers_python, *case.own_way],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONHASHSEED": "0",
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        check=True,
    )
    same = json.dumps(json.loads(own.stdout), ensure_ascii=False) + "\n"
    assert outcome.stdout.decode() == same
    assert json.loads(same)["paths"]


def test_an_aiohttp_application_says_itself_what_it_is(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "aiohttp")

    assert json.loads(outcome.stdout)["info"]["title"] == "Leuchtturm"


def test_of_several_documents_one_has_to_be_named(export_of, backends, peers_python):
    arguments = ["main:two", "--app-dir", backends / "connexion", "--python", peers_python]

    outcome = export_of(*arguments)
    named = export_of(*arguments, "--mount", "/informal/")

    assert outcome.exit_code == 2
    assert "several documents. Hint: name one with --mount: /formal or /informal" in outcome.stderr
    assert json.loads(named.stdout)["info"]["title"] == "Hallo"


def test_routes_that_are_registered_at_the_start_are_told_for_every_framework(export_of, backends):
    outcome = export_of("main:late", "--app-dir", backends / "aiohttp")

    assert outcome.exit_code == 1
    assert "routes are registered when the server starts, by main.add_the_rest" in outcome.stderr


def test_a_function_may_return_the_document_itself(export_of):
    outcome = export_of("oauth_tool.web.platform_document:openapi")

    assert outcome.stdout.decode() == json.dumps(openapi(), ensure_ascii=False) + "\n"


def test_a_package_of_the_backend_may_add_its_framework(export_of, backends):
    outcome = export_of("main:app", "--app-dir", backends / "plugged_in")

    assert json.loads(outcome.stdout)["info"]["title"] == "Spielzeug"


@pytest.mark.parametrize(
    ("backend", "target", "options", "said"),
    [
        ("mounted", "main:app", [], "a Starlette that has no document itself"),
        ("mounted", "main:app", [], "name one with --mount: /external-api or /static"),
        ("aiohttp", "main:plain", [], "is a Application without an extension that describes it"),
        ("aiohttp", "main:app", ["--mount", "/light"], "nothing is mounted at /light in main:app"),
    ],
)
def test_what_has_no_document_says_where_one_is(
    export_of, backends, backend, target, options, said
):
    outcome = export_of(target, "--app-dir", backends / backend, *options)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
