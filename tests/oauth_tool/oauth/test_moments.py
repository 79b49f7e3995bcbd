from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth import moments
from oauth_tool.oauth.moments import utc_now

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
YEAR_2200 = 7_258_118_400 * 10**9


def test_now_is_the_present_moment():
    before = datetime.now(UTC)
    now = utc_now()
    assert before - timedelta(milliseconds=1) < now <= datetime.now(UTC)
    assert now.tzinfo is UTC


@given(nanoseconds=st.integers(0, YEAR_2200))
def test_a_moment_is_cut_to_whole_milliseconds(nanoseconds):
    original, moments.time_ns = moments.time_ns, lambda: nanoseconds
    try:
        now = utc_now()
    finally:
        moments.time_ns = original
    assert now == EPOCH + timedelta(milliseconds=nanoseconds // 10**6)
