"""Types that are their own subtypes are found so once; of any other pair it is worked out anew."""

import json

COUNTING = """
import sys
from typing import List
import overrides
from api import app

asked = []
module = sys.modules["overrides.typing_utils"]
issubtype = module.issubtype

def counting(left, right):
    asked.append(left)
    return issubtype(left, right)

sys.modules["overrides.signature"].issubtype = counting

class Above:
    def method(self, one: List[int], two: List[int]) -> List[int]: ...

for _ in range(5):
    class Below(Above):
        @overrides.override
        def method(self, one: List[int], two: List[int]) -> List[int]: ...

app.title = f"asked {len(asked)} times"
"""
API = "from fastapi import FastAPI\napp = FastAPI()\napp.get('/')(lambda: None)\n"


def test_classes_that_override_methods_are_judged_as_they_would_be(
    backends, export_of, plain_export
):
    outcome = export_of("main:app", "--app-dir", backends / "overriding")

    assert outcome.stdout == plain_export(str(backends / "overriding"))
    assert outcome.stdout.count(b"is not a `<class 'main.Whim'>`") == 2


def test_a_type_is_found_to_be_its_own_subtype_once(tmp_path, export_of, plain_export):
    (tmp_path / "api.py").write_text(API)
    (tmp_path / "main.py").write_text(COUNTING)

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert json.loads(plain_export(str(tmp_path)))["info"]["title"] == "asked 25 times"
    assert json.loads(outcome.stdout)["info"]["title"] == "asked 1 times"
