from datetime import timedelta

import pytest

from oauth_tool.web.shown_tokens import in_words


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        (timedelta(days=30), "in 30 days"),
        (timedelta(days=1), "in 1 day"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(minutes=59, seconds=50), "in 60 minutes"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(seconds=59), "in less than a minute"),
        (timedelta(0), "ended"),
        (timedelta(seconds=-1), "ended"),
    ],
)
def test_a_duration_is_told_in_its_largest_unit(duration, words):
    assert in_words(duration) == words
