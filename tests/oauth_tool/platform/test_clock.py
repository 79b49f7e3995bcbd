from datetime import timedelta

import pytest

from oauth_tool.oauth.moments import utc_now
from oauth_tool.platform.clock import MovableClock, read_duration
from tool_cli.errors import InvalidInput


def test_a_moved_clock_still_runs(watch):
    clock = MovableClock(base=watch)
    before = clock()

    clock.advance(timedelta(hours=1))
    watch.advance(seconds=5)

    assert clock() - before == timedelta(hours=1, seconds=5)


def test_a_clock_that_was_not_moved_is_right():
    assert abs(MovableClock()() - utc_now()) < timedelta(seconds=5)


@pytest.mark.parametrize("duration", [timedelta(seconds=-1), timedelta(days=4000)])
def test_it_goes_neither_backwards_nor_beyond_ten_years(watch, duration):
    with pytest.raises(InvalidInput):
        MovableClock(base=watch).advance(duration)


@pytest.mark.parametrize(
    ("text", "seconds"), [("3601s", 3601), ("2", 2), ("15m", 900), ("24h", 86400), ("30d", 2592000)]
)
def test_durations_have_a_unit_or_are_seconds(text, seconds):
    assert read_duration(text).total_seconds() == seconds
