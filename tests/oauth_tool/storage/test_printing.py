import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oauth_tool.storage.printing import postgresql_text, sqlite_text

STORABLE = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@pytest.fixture
def selected(psql):
    """Ask a real PostgreSQL for the bytes that a literal stands for."""

    def select(literal, conforming):
        setting = f"SET standard_conforming_strings = {conforming};"
        answer = psql(f"{setting} SELECT encode(convert_to({literal}, 'UTF8'), 'hex');")
        return bytes.fromhex(answer.split()[-1]).decode() if answer.split() else ""

    return select


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=STORABLE)
def test_any_text_survives_as_a_literal(selected, text):
    padded = f"<{text}>"

    assert selected(postgresql_text(padded), "on") == padded


@given(text=STORABLE)
@example(text="'); DROP TABLE x; --")
def test_any_text_survives_as_a_literal_of_sqlite(text):
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute(f"SELECT {sqlite_text(text)}").fetchone() == (text,)


@pytest.mark.parametrize("conforming", ["on", "off"])
def test_a_literal_means_the_same_whatever_the_server_is_set_to(selected, conforming):
    text = "\\'; DROP TABLE x; -- \\\\ \n é 🚀"

    assert selected(postgresql_text(text), conforming) == text


@given(STORABLE)
def test_a_literal_is_printable_ascii(text):
    literal = postgresql_text(text)

    assert literal.isascii()
    assert literal.isprintable()


@pytest.mark.parametrize("literal", [postgresql_text, sqlite_text])
@pytest.mark.parametrize("text", ["a\0b", "\ud800"])
def test_what_no_database_can_hold_is_refused(text, literal):
    with pytest.raises(ValueError, match="no database"):
        literal(text)
