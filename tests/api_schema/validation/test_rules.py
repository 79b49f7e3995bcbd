"""Each rule finds what is wrong in its bad documents, and nothing in its good ones.

The cases are folders under fixtures/openapi, named after the rule. Beside each bad document stands
what is found in it; scripts/update-openapi-cases rewrites that.
"""

import copy
import random
from pathlib import Path

import pytest

from api_schema.validation.checking import Settings, check
from api_schema.validation.engine import findings_in
from api_schema.validation.reading.source import parse_text
from api_schema.validation.rules.listing import RULE_IDS

FOLDER = Path(__file__).parents[3] / "fixtures" / "openapi"
DOCUMENTS = sorted(file for file in FOLDER.glob("*/*") if file.suffix in {".yaml", ".json"})

MISPLACED = (None, True, 7, 1.5, "x", [], [7], [{}], {}, {"a": 1}, {"$ref": "#/x"}, {"$ref": "//["})


def cases(prefix):
    files = [file for file in DOCUMENTS if file.name.startswith(prefix)]
    return pytest.mark.parametrize("file", files, ids=[f"{f.parent.name}/{f.name}" for f in files])


@cases("bad")
def test_a_bad_document_has_the_problems_that_are_written_down(file):
    problems = check(str(file), Settings())

    assert "".join(f"{line_for(problem)}\n" for problem in problems) == expected(file).read_text()
    assert file.parent.name in {problem.rule for problem in problems}
    assert all(problem.remedy and problem.file == str(file) for problem in problems)


@cases("good")
def test_a_good_document_has_no_problem(file):
    assert check(str(file), Settings()) == []


@cases("bad")
def test_a_rule_can_be_left_out(file):
    problems = check(str(file), Settings(disabled=frozenset({file.parent.name})))

    assert file.parent.name not in {problem.rule for problem in problems}


def test_every_rule_has_a_good_and_a_bad_document():
    for start in ("good", "bad"):
        folders = {file.parent.name for file in DOCUMENTS if file.name.startswith(start)}
        assert folders == set(RULE_IDS)


def test_the_ids_of_rules_are_unique():
    assert len(RULE_IDS) == len(set(RULE_IDS))


def test_a_media_type_in_a_file_of_its_own_is_judged(tmp_path):
    (tmp_path / "form.yaml").write_text("encoding: {size: {contentType: text/plain}}")
    document = tmp_path / "document.yaml"
    document.write_text(
        """
        openapi: 3.2.0
        info: {title: Shop, version: "1"}
        paths:
          /fruits:
            post:
              requestBody: {content: {multipart/form-data: {$ref: form.yaml}}}
              responses: {"200": {description: fine}}
        """
    )

    assert check(str(document), Settings()) == []


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_rule_breaks_off_whatever_a_document_holds(file):
    chance = random.Random(file.name)
    for _ in range(5):
        document = parse_text(file.read_bytes(), file.name).document
        for holder, key in chance.sample(places_in(document), k=2):
            holder[key] = copy.deepcopy(chance.choice(MISPLACED))

        assert isinstance(findings_in(document), list)


def places_in(node):
    members = {dict: dict.items, list: enumerate}.get(type(node), lambda _: ())(node)
    found = []
    for key, value in members:
        found += [(node, key), *places_in(value)]
    return found


def expected(file):
    return file.with_suffix(".problems")


def line_for(problem):
    return f"{problem.line}:{problem.column} {problem.severity} {problem.rule} {problem}"
