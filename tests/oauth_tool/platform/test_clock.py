from datetime import timedelta

import pytest

from oauth_tool.platform.clock import checked_advance, read_duration
from tool_cli.errors import InvalidInput


@pytest.mark.parametrize("duration", [timedelta(seconds=-1), timedelta(days=4000)])
def test_it_goes_neither_backwards_nor_beyond_ten_years(duration):
    with pytest.raises(InvalidInput):
        checked_advance(timedelta(), duration)


def test_small_steps_do_not_lead_beyond_ten_years_either():
    ahead = checked_advance(timedelta(), timedelta(days=3660))

    with pytest.raises(InvalidInput):
        checked_advance(ahead, timedelta(seconds=1))


@pytest.mark.parametrize(
    ("text", "seconds"), [("3601s", 3601), ("2", 2), ("15m", 900), ("24h", 86400), ("30d", 2592000)]
)
def test_durations_have_a_unit_or_are_seconds(text, seconds):
    assert read_duration(text).total_seconds() == seconds
