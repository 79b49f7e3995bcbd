"""Code that several ask for in a row is taken apart once; what may change is each time."""

import json

import pytest

BACKEND = """
import dis
class App:
    def openapi(self):
        def one(): return 1
        def two(): return len('two')
        def names(of, **options):
            return [[each.opname, each.offset, each.starts_line, each.argrepr]
                    for each in dis.get_instructions(of, **options)]
        def failing(of):
            try:
                return names(of)
            except TypeError as error:
                return str(error)
        return {{"paths": {{"/": {{"get": {{"found": {found}}}}}}}}}
app = App()
"""
ASKED = {
    "again and again": "[names(each.__code__) for each in (one, one, two, one)]",
    "and not to the end": "[next(dis.get_instructions(one.__code__)), names(one.__code__)]",
    "in a special way": "[names(one.__code__, first_line=line) for line in (7, 8, None)]",
    "of a function that changes": "[names(one), one.__setattr__('__code__', two.__code__),"
    " names(one)]",
    "of a text": "[names('one + two'), names('one + three')]",
    "of nothing that has code": "[failing(1), failing(1)]",
}
SAME = (
    "[first is second for first, second in"
    " zip(*(list(dis.get_instructions(one.__code__)) for _ in range(2)))]"
)


@pytest.mark.parametrize("found", ASKED.values(), ids=ASKED)
def test_instructions_are_what_they_would_be(tmp_path, export_of, plain_export, found):
    (tmp_path / "main.py").write_text(BACKEND.format(found=found))

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert outcome.stdout == plain_export(str(tmp_path))
    assert json.loads(outcome.stdout)["paths"]["/"]["get"]["found"]


def test_who_asks_again_gets_the_same_instructions(tmp_path, export_of):
    (tmp_path / "main.py").write_text(BACKEND.format(found=SAME))

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert set(json.loads(outcome.stdout)["paths"]["/"]["get"]["found"]) == {True}
