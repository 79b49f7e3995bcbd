"""Fields of FastAPI that are equal share a validator; what looks alike only does not."""

import json

ALIKE = """
from typing import Annotated, List, Union
from fastapi import APIRouter, Body, Depends, FastAPI, Query
from pydantic import BaseModel, Field

app, router = FastAPI(), APIRouter()

class Item(BaseModel):
    size: int = 1

def paging(limit: int = Query(1, le=9, description="most"), words: List[str] = Query([])):
    pass

@router.get("/items", dependencies=[Depends(paging)])
def items(flag: Annotated[int, Query()] = True, number: int = 1, share: float = float("nan")
          ) -> list[Item]: ...

@router.post("/either")
def either(first: Union[int, str], second: Union[str, int], third: List[Union[int, str]],
           body: Annotated[Item, Body(description="one")]) -> Union[Item, str]: ...

app.include_router(router, prefix="/a", dependencies=[Depends(paging)])

Item.model_fields["size"].description = "rebuilt"
Item.model_rebuild(force=True)

@app.post("/other")
def other(body: Annotated[Item, Body(description="other")], flag: int = 1,
          size: Annotated[int, Field(gt=1)] = 2) -> Item: ...

app.include_router(router, prefix="/b")
"""
COUNTING = """
from fastapi import APIRouter, Depends, FastAPI, Query

def paging(limit: int = Query(1, le=9)): ...

app = FastAPI()
fields = []
for number in range(5):
    app.get(f"/{number}", dependencies=[Depends(paging)])(paging)
for route in app.routes[-5:]:
    for dependant in (route.dependant, *route.dependant.dependencies):
        fields += dependant.query_params
app.title = f"{len({id(field._type_adapter) for field in fields})} of {len(fields)}"
"""


def test_documents_are_the_same_to_the_byte(tmp_path, export_of, plain_export):
    (tmp_path / "main.py").write_text(ALIKE)

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert outcome.stdout == plain_export(str(tmp_path))


def test_equal_fields_share_a_validator(tmp_path, export_of, plain_export):
    (tmp_path / "main.py").write_text(COUNTING)

    outcome = export_of("main:app", "--app-dir", tmp_path)

    assert json.loads(plain_export(str(tmp_path)))["info"]["title"] == "10 of 10"
    assert json.loads(outcome.stdout)["info"]["title"] == "1 of 10"


def test_types_that_answer_differently_are_asked_each_time(backends, export_of, plain_export):
    folder = backends / "asked_each_time"

    outcome = export_of("main:app", "--app-dir", folder)

    assert outcome.stdout == plain_export(str(folder))
