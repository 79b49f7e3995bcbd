"""Where a document goes and how it is written: --output, --style, --pretty, --minify."""

import json

import pytest
import yaml

from api_schema.styles.prettier import prettier, prettier_open


@pytest.fixture
def document(plain_export):
    return json.loads(plain_export("lifespan"))


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--minify"], lambda content: json.dumps(content, separators=(",", ":")) + "\n"),
        (["--style", "prettier"], prettier),
        (["--style", "prettier", "--pretty", "true"], prettier_open),
    ],
)
def test_each_style_is_written_as_asked_for(export_of, backends, document, options, text):
    outcome = export_of("main:app", "--app-dir", backends / "lifespan", *options)

    assert outcome.stdout.decode() == text(document)


def test_a_file_with_the_suffix_of_yaml_holds_yaml(export_of, backends, document, tmp_path):
    file = tmp_path / "openapi.yaml"

    outcome = export_of("main:app", "--app-dir", backends / "lifespan", "--output", file)

    assert outcome.exit_code == 0
    assert file.read_text().startswith("openapi: ")
    assert yaml.safe_load(file.read_text()) == document


def test_a_yaml_file_is_not_shrunk_either(export_of, backends, tmp_path):
    file = tmp_path / "openapi.yaml"
    export_of("shop.main:app", "--app-dir", backends / "well_behaved", "--output", file)

    outcome = export_of(
        "main:app", "--app-dir", backends / "empty", "--allow-empty", "--output", file
    )

    assert outcome.exit_code == 1
    assert "--max-shrink 100 accepts that" in outcome.stderr


def test_a_file_that_would_be_the_same_is_not_touched(export_of, backends, tmp_path):
    file = tmp_path / "openapi.json"
    arguments = ("main:app", "--app-dir", backends / "lifespan", "--output", file)
    export_of(*arguments)
    before = file.stat()

    export_of(*arguments)

    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("options", [["--pretty", "--minify"], ["--style", "yaml", "--pretty"]])
def test_styles_that_exclude_one_another_are_refused(export_of, backends, options):
    outcome = export_of("main:app", "--app-dir", backends / "lifespan", *options)

    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("Error: --style, --pretty and --minify exclude one another")
