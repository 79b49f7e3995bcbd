from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.web.recorded_urls import completed, without_password


@pytest.mark.parametrize(
    ("url", "recorded"),
    [
        ("postgresql://me:pw@db.example:5432/db", "postgresql://me@db.example:5432/db"),
        ("postgresql://me@db.example/db", "postgresql://me@db.example/db"),
        ("postgresql://db.example/db", "postgresql://db.example/db"),
        ("postgresql://me:p%40w@a:1,b:2/db", "postgresql://me@a:1,b:2/db"),
        ("postgresql://me:p@w@db/db", "postgresql://me@db/db"),
        ("postgresql://me@db/db?password=pw&schema=s", "postgresql://me@db/db?schema=s"),
        ("postgresql://me:pw@/db?host=/run/pg", "postgresql://me@/db?host=/run/pg"),
        ("postgresql://me@db/db#pw", "postgresql://me@db/db"),
    ],
)
def test_the_password_is_left_out_and_nothing_else(url, recorded):
    assert without_password(url) == recorded


@given(st.text(min_size=8))
def test_no_password_is_recorded(password):
    spelled = f"{quote(password, safe='')}!secret"

    for url in (f"postgresql://me:{spelled}@db/db", f"postgresql://db/db?password={spelled}"):
        assert "!secret" not in without_password(url)
        assert spelled not in without_password(url)


def test_a_file_is_recorded_wherever_one_stands(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert without_password("sqlite:///a%20b.sqlite3") == f"sqlite:///{tmp_path}/a%20b.sqlite3"


def test_a_url_for_the_same_place_completes_the_recorded_one():
    whole = "postgresql://me:pw@db/db"

    assert completed("postgresql://me@db/db", whole) == whole
    assert completed("postgresql://me@other/db", whole) == "postgresql://me@other/db"
    assert completed("postgresql://me@db/db", None) == "postgresql://me@db/db"
