"""Identifiers of rows are the UUIDs that the standard describes."""

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth.identifiers import new_row_id, new_timed_row_id

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS = st.integers(min_value=0, max_value=10**13)
TAILS = st.binary(min_size=10, max_size=10)


@given(st.binary(min_size=16, max_size=16))
def test_a_row_id_is_the_random_uuid_of_its_bytes(data):
    assert new_row_id(lambda _: data) == str(uuid.UUID(bytes=data, version=4))


@given(MILLISECONDS, TAILS)
def test_a_timed_row_id_has_its_moment_the_version_the_variant_and_random_bits(moment, tail):
    made = uuid.UUID(new_timed_row_id(lambda _: tail, EPOCH + timedelta(milliseconds=moment)))

    random_bits = int.from_bytes(tail)
    assert made.int >> 80 == moment
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 64 & 0xFFF == random_bits >> 64 & 0xFFF
    assert made.int & (1 << 62) - 1 == random_bits & (1 << 62) - 1


@given(st.lists(MILLISECONDS, unique=True), st.data())
def test_timed_row_ids_sort_by_time(moments, data):
    made = [
        new_timed_row_id(lambda _: data.draw(TAILS), EPOCH + timedelta(milliseconds=moment))
        for moment in moments
    ]

    assert [moment for _, moment in sorted(zip(made, moments, strict=True))] == sorted(moments)
