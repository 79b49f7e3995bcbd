from datetime import timedelta

import pytest

from oauth_tool.client.session import KEPT_EXCHANGES
from oauth_tool.client.sessions import KEPT_SESSIONS, LIFETIME, Sessions
from oauth_tool.client.walk import depart


@pytest.fixture
def sessions():
    return Sessions()


def test_each_browser_has_a_session_of_its_own(sessions, now):
    first, second = sessions.start("1", now), sessions.start("2", now)

    assert sessions.find("1", now) is first
    assert sessions.find("2", now) is second


@pytest.mark.parametrize("unknown", ["", "other", None])
def test_an_unknown_browser_has_none(sessions, now, unknown):
    sessions.start("1", now)

    assert sessions.find(unknown, now) is None


def test_a_session_ends_when_nobody_uses_it(sessions, now):
    sessions.start("1", now)

    assert sessions.find("1", now + LIFETIME) is None
    assert sessions.find("1", now) is None


def test_using_a_session_keeps_it(sessions, now):
    sessions.start("1", now)
    almost = LIFETIME - timedelta(seconds=1)

    assert sessions.find("1", now + almost)
    assert sessions.find("1", now + almost + almost)


def test_the_session_that_was_idle_longest_makes_room(sessions, now):
    for number in range(KEPT_SESSIONS):
        sessions.start(str(number), now)
    sessions.find("0", now)

    sessions.start("one too many", now)

    assert sessions.find("0", now)
    assert sessions.find("1", now) is None


def test_the_trace_does_not_grow_without_end(walk, now):
    for _ in range(KEPT_EXCHANGES + 5):
        depart(walk, ("IDENTITY",), bytes, now)

    assert len(walk.session.exchanges) == KEPT_EXCHANGES
