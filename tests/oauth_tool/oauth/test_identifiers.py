"""Identifiers of rows are the random UUIDs that Python itself would make of the same bytes."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth.identifiers import new_row_id


@given(st.binary(min_size=16, max_size=16))
def test_a_row_id_is_the_random_uuid_of_its_bytes(data):
    assert new_row_id(lambda _: data) == str(uuid.UUID(bytes=data, version=4))
