"""``export-api-schema validate``: sources, formats, exit codes, and what it never reads."""

import gzip
import io
import json
import subprocess
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from api_schema.cli.validate import validate
from tool_cli.running import run

CASES = Path(__file__).parents[3] / "fixtures" / "openapi"
BAD = CASES / "enum-empty" / "bad.yaml"
GOOD = CASES / "enum-empty" / "good.yaml"
GOOD_31 = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "paths": {"/fruits": {"get": {"responses": {"200": {"description": "fine"}}}}},
}
WARNED = CASES / "enum-against-type" / "bad.yaml"


@pytest.fixture
def outcome_of(capsys):
    def outcome_of(*arguments):
        words = [str(argument) for argument in arguments]
        try:
            code = run(validate, name="export-api-schema validate", arguments=words)
        except SystemExit as end:
            code = end.code
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return outcome_of


@pytest.fixture
def site():
    """A web site of pages that a test fills; an answer that is a URL redirects there."""
    pages = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = pages[self.path]
            pages.setdefault("seen", []).append(self.path)
            if page.startswith("http"):
                self.send_response(302)
                self.send_header("Location", page)
                self.end_headers()
                return
            body = page.encode()
            self.send_response(200)
            if self.path == "/cut":
                self.send_header("Content-Length", str(len(body) + 1))
            if encoding := pages.get("encoding"):
                self.send_header("Content-Encoding", encoding)
                body = pages["encode"](body)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", pages
        server.shutdown()
        thread.join()


def test_a_valid_document_says_nothing(outcome_of):
    assert outcome_of(GOOD) == (0, "", "")


def test_a_closed_stdin_is_one_line(outcome_of, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)

    code, _, err = outcome_of("-")

    assert code == 3
    assert err == (
        "Error: cannot read stdin: it is closed. Hint: send a document to it, or name a file.\n"
    )


def test_an_invalid_document_exits_with_1_and_says_where_and_what_to_do(outcome_of):
    code, out, err = outcome_of(BAD)

    assert (code, err) == (1, "")
    assert out.splitlines() == [
        f"{BAD}:11:7: error enum-empty #/components/schemas/Fruit/enum: the enum allows no value",
        "    list the values, or remove the enum",
        "1 error, 0 warnings",
    ]


def test_a_warning_fails_only_when_asked_to(outcome_of):
    assert outcome_of(WARNED)[0] == 0
    assert outcome_of(WARNED, "--fail-on", "warning")[0] == 1
    assert outcome_of(WARNED, "--fail-on", "warning", "--disable", "enum-against-type")[0] == 0


def test_stdin_is_read(outcome_of, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(BAD.read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin)

    code, out, _ = outcome_of("-")

    assert code == 1
    assert out.startswith("stdin:11:7: error enum-empty ")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file or directory"),
        (b"a: [", "did not find expected node content"),
        (b"a: \xff", "byte 3 is not utf-8"),
        (b"[" * 100_000, "levels deep"),
    ],
)
def test_what_cannot_be_read_exits_with_3(outcome_of, tmp_path, content, why):
    file = tmp_path / "openapi.yaml"
    if content is not None:
        file.write_bytes(content)

    code, out, err = outcome_of(file)

    assert (code, out) == (3, "")
    assert f"Error: cannot read {file}" in err
    assert why in err


def test_a_file_without_an_end_is_not_read_to_its_end(outcome_of):
    code, _, err = outcome_of("/dev/zero")

    assert code == 3
    assert "cannot read /dev/zero: it is larger than 100 MB" in err


@pytest.mark.parametrize("option", [["--disable", "nonsense"], ["--format", "x"], []])
def test_a_wrong_call_exits_with_2(outcome_of, option):
    source = [BAD] if option else []

    assert outcome_of(*source, *option)[0] == 2


def test_rules_are_listed(outcome_of):
    code, out, _ = outcome_of("--rules")

    assert code == 0
    assert "enum-empty                        error    An enum has at least one value.\n" in out


def test_the_reference_engine_is_openapi_spec_validator(outcome_of):
    bad = CASES / "shape" / "bad.yaml"

    assert outcome_of(BAD, "--engine", "reference")[0] == 0
    code, out, _ = outcome_of(bad, "--engine", "reference")
    assert code == 1
    assert f'{bad}:2:1: error openapi-spec-validator #/info: "version" is a required' in out


def test_json_reports_counts_and_places(outcome_of):
    report = json.loads(outcome_of(BAD, "--format", "json")[1])

    assert (report["errors"], report["warnings"]) == (1, 0)
    assert report["problems"] == [
        {
            "rule": "enum-empty",
            "severity": "error",
            "pointer": "#/components/schemas/Fruit/enum",
            "message": "the enum allows no value",
            "remedy": "list the values, or remove the enum",
            "file": str(BAD),
            "line": 11,
            "column": 7,
        }
    ]


def test_github_annotates_the_line(outcome_of):
    assert outcome_of(BAD, "--format", "github")[1] == (
        f"::error title=enum-empty,file={BAD},line=11,col=7::"
        "#/components/schemas/Fruit/enum: the enum allows no value"
        "%0Alist the values, or remove the enum\n"
    )


def test_junit_has_a_failed_case_a_problem(outcome_of):
    suite = ET.fromstring(outcome_of(BAD, "--format", "junit")[1]).find("testsuite")
    good = ET.fromstring(outcome_of(GOOD, "--format", "junit")[1]).find("testsuite")

    assert (suite.get("tests"), suite.get("failures")) == ("1", "1")
    assert suite.find("testcase/failure").get("type") == "enum-empty"
    assert (good.get("tests"), good.get("failures")) == ("1", "0")


def test_sarif_names_rule_level_and_region(outcome_of):
    (result,) = json.loads(outcome_of(WARNED, "--format", "sarif")[1])["runs"][0]["results"]

    assert (result["ruleId"], result["level"]) == ("enum-against-type", "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 12, "startColumn": 21}


def test_a_report_goes_to_a_file(outcome_of, tmp_path):
    code, out, _ = outcome_of(BAD, "-o", tmp_path / "report.txt")

    assert (code, out) == (1, "")
    assert "enum-empty" in (tmp_path / "report.txt").read_text()


def test_a_name_in_a_document_cannot_steer_the_terminal(outcome_of, tmp_path):
    file = tmp_path / "openapi.json"
    file.write_text('{"openapi": "3.1.0", "\\u001b[31m\\n::error::x": 1}')

    for name in ("text", "github", "junit"):
        out = outcome_of(file, "--format", name)[1]
        assert "\x1b" not in out
        assert "\n::error::x" not in out


def test_a_url_is_read_and_its_references_are_not(outcome_of, site):
    address, pages = site
    pages["/api.yaml"] = GOOD.read_text().replace("enum: [apple]", f"$ref: {address}/a.yaml#/A")
    pages["/a.yaml"] = "A: {type: string}\n"

    refused = outcome_of(f"{address}/api.yaml")
    allowed = outcome_of(f"{address}/api.yaml", "--allow-remote-refs")

    assert refused[0] == 1
    assert f"{address}/a.yaml#/A leads out of the document, and is not followed" in refused[1]
    assert allowed == (0, "", "")
    assert pages["seen"] == ["/api.yaml", "/api.yaml", "/a.yaml"]


def test_a_redirect_to_another_host_is_not_followed(outcome_of, site):
    address, pages = site
    pages["/here"] = f"{address}/api.yaml"
    pages["/away"] = f"{address.replace('127.0.0.1', 'localhost')}/api.yaml"
    pages["/api.yaml"] = GOOD.read_text()

    assert outcome_of(f"{address}/here")[0] == 0
    code, _, err = outcome_of(f"{address}/away")
    assert code == 3
    assert "which is not followed" in err
    assert pages["seen"] == ["/here", "/api.yaml", "/away"]


def test_a_page_that_breaks_off_is_not_judged(outcome_of, site):
    address, pages = site
    pages["/cut"] = GOOD.read_text()

    code, _, err = outcome_of(f"{address}/cut")

    assert code == 3
    assert f"cannot read {address}/cut: it breaks off before its end" in err


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [("gzip", gzip.compress), ("GZIP", gzip.compress), ("deflate", zlib.compress)],
)
def test_a_page_that_comes_compressed_is_read(outcome_of, site, encoding, encode):
    address, pages = site
    pages |= {"/api.yaml": BAD.read_text(), "encoding": encoding, "encode": encode}

    code, out, err = outcome_of(f"{address}/api.yaml")

    assert (code, err) == (1, "")
    assert out.startswith(f"{address}/api.yaml:11:7: error enum-empty ")


@pytest.mark.parametrize(
    ("encoding", "encode", "why"),
    [
        ("gzip", lambda body: gzip.compress(body)[:-9], "it breaks off before its end"),
        ("gzip", bytes, "it is no gzip: "),
        ("br", bytes, "it comes in the encoding 'br'"),
        (
            "gzip",
            lambda _: gzip.compress(bytes(101 * 1024 * 1024), compresslevel=1),
            "it is larger than 100 MB",
        ),
    ],
)
def test_a_page_that_cannot_be_decompressed_is_not_judged(outcome_of, site, encoding, encode, why):
    address, pages = site
    pages |= {"/api.yaml": GOOD.read_text(), "encoding": encoding, "encode": encode}

    code, _, err = outcome_of(f"{address}/api.yaml")

    assert code == 3
    assert f"cannot read {address}/api.yaml: {why}" in err


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://[::1", "cannot read http://[::1: "),
        ("http://", "cannot read http://: "),
        ("http://me:pass@127.0.0.1:1/a?b", "cannot read http://127.0.0.1:1/a?b: its address holds"),
    ],
)
def test_an_address_that_is_not_asked_is_one_line(outcome_of, address, said):
    code, out, err = outcome_of(address)

    assert (code, out) == (3, "")
    assert said in err
    assert "pass@" not in err


@pytest.mark.parametrize(
    "reference", ["http://[::1", "//[", "a%00b.json", "a\0b.json", "a" * 5000, "http://[x]/#/a"]
)
@pytest.mark.parametrize("options", [(), ("--allow-remote-refs",)])
def test_a_reference_that_is_no_address_is_a_problem(outcome_of, tmp_path, reference, options):
    schema = {
        "$ref": reference,
        "discriminator": {"propertyName": "a", "mapping": {"b": reference}},
    }
    document = GOOD_31 | {"components": {"schemas": {"A": schema}}}
    (tmp_path / "api.json").write_text(json.dumps(document))

    code, out, err = outcome_of(tmp_path / "api.json", *options)

    assert (code, err) == (1, "")
    assert "#/components/schemas/A/$ref" in out


def test_no_file_outside_the_root_is_read(outcome_of, tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.yaml").write_text("A: {type: string}\n")
    (inside / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    references = ("../secret.yaml#/A", "link.yaml#/A", "%2e%2e/secret.yaml#/A", "/etc/passwd")
    for reference in references:
        file = inside / "openapi.yaml"
        file.write_text(GOOD.read_text().replace("enum: [apple]", f"$ref: '{reference}'"))

        code, out, _ = outcome_of(file)

        assert code == 1
        assert f"{reference} leads out of the folder that may be read" in out
        if "etc" not in reference:
            assert outcome_of(file, "--root", tmp_path)[0] == 0


def test_a_problem_in_another_file_has_its_place_there(outcome_of, tmp_path):
    (tmp_path / "parts.yaml").write_text("A:\n  type: string\n  minLength: 3\n  maxLength: 1\n")
    file = tmp_path / "openapi.yaml"
    file.write_text(GOOD.read_text().replace("enum: [apple]", "$ref: parts.yaml#/A"))

    code, out, _ = outcome_of(file)

    assert code == 1
    assert out.startswith(f"{tmp_path}/parts.yaml:3:3: error bounds-impossible #/A/minLength: ")


def test_files_that_refer_to_one_another_end(outcome_of, tmp_path):
    (tmp_path / "a.yaml").write_text("A: {properties: {b: {$ref: 'b.yaml#/B'}}}\n")
    (tmp_path / "b.yaml").write_text("B: {properties: {a: {$ref: 'a.yaml#/A'}}}\n")
    file = tmp_path / "openapi.yaml"
    file.write_text(GOOD.read_text().replace("enum: [apple]", "$ref: a.yaml#/A"))

    assert outcome_of(file) == (0, "", "")


def test_the_installed_command_knows_it():
    command = Path(sys.executable).with_name("export-api-schema")

    done = subprocess.run([command, "validate", BAD], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (1, b"")
    assert b"enum-empty" in done.stdout


def reference(name):
    return {"$ref": f"#/components/schemas/{name}"}


def nested(depth, value):
    for _ in range(depth):
        value = [value]
    return value


HOSTILE = {
    "a schema that is itself": {"A": {"allOf": [reference("A")], "default": 1}},
    "schemas that are one another": {
        "A": {"oneOf": [reference("B"), {"not": reference("A")}], "default": {}},
        "B": {"anyOf": [reference("A"), reference("B")]},
    },
    "a schema without an end": {"A": {"items": reference("A"), "example": nested(900, 1)}},
    "an expression without an end": {
        "A": {"type": "string", "pattern": "^(?=(a+)+$)(a|a)*$", "example": "a" * 5000 + "!"}
    },
    "a number without an end": {"A": {"type": "number", "multipleOf": 1e-300, "example": 10**400}},
    "parts of parts": {
        f"A{n}": {"required": ["x"], "properties": {}, "allOf": [reference(f"A{n + 1}")]}
        for n in range(300)
    },
}


@pytest.mark.parametrize("schemas", HOSTILE.values(), ids=HOSTILE)
def test_a_document_that_is_made_to_do_harm_does_none(outcome_of, tmp_path, schemas):
    file = tmp_path / "openapi.json"
    head = {"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": {}}
    file.write_text(json.dumps({**head, "components": {"schemas": schemas}}))

    code, _, err = outcome_of(file)

    assert code in {0, 1}
    assert err == ""


def test_schemas_that_multiply_end_in_an_error(tmp_path):
    command = Path(sys.executable).with_name("export-api-schema")
    file = tmp_path / "openapi.json"
    schemas = {f"A{n}": {"allOf": [reference(f"A{n + 1}")] * 2, "default": 1} for n in range(40)}
    head = {"openapi": "3.0.3", "info": {"title": "x", "version": "1"}, "paths": {}}
    file.write_text(json.dumps({**head, "components": {"schemas": {**schemas, "A40": {}}}}))

    done = subprocess.run([command, "validate", file], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (3, "")
    assert "examples and defaults cannot be checked: their schemas multiply" in done.stderr


@pytest.mark.parametrize("name", [GOOD, BAD, WARNED, "missing.yaml", CASES])
def test_without_options_the_answer_is_that_of_the_defaults(run_command, name):
    plain = run_command("export-api-schema", "validate", name)

    parsed = run_command("export-api-schema", "validate", "--format", "text", name)

    assert plain.returncode == parsed.returncode
    assert (plain.stdout, plain.stderr) == (parsed.stdout, parsed.stderr)


def test_a_name_alone_is_validated_without_click():
    arguments = "import sys; sys.argv = ['export-api-schema', 'validate', sys.argv[1]];"
    seen = " import api_schema.cli.main as it; print(it._run(sys.argv[1:]), 'click' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", arguments + seen, GOOD], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "0 False"
