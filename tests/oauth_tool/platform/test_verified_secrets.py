import pickle
from datetime import UTC, datetime, timedelta

from oauth_tool.oauth.credentials import Secret, SecretHash
from oauth_tool.platform.verified_secrets import LIFETIME, REMEMBERED, VerifiedSecrets

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KEPT = SecretHash(digest="aa", salt="bb")


def test_a_verified_secret_is_remembered_for_its_own_hash_only():
    memory = VerifiedSecrets()
    memory.remember(Secret("good"), KEPT, NOW)

    assert memory.holds(Secret("good"), KEPT, NOW)
    assert not memory.holds(Secret("bad"), KEPT, NOW)
    assert not memory.holds(Secret("good"), SecretHash(digest="aa", salt="cc"), NOW)


def test_the_memory_is_short():
    memory = VerifiedSecrets()
    memory.remember(Secret("good"), KEPT, NOW)

    assert not memory.holds(Secret("good"), KEPT, NOW + LIFETIME)
    assert memory.holds(Secret("good"), KEPT, NOW + LIFETIME - timedelta(seconds=1))


def test_what_was_seen_in_a_future_that_is_no_more_is_not_remembered():
    memory = VerifiedSecrets()
    memory.remember(Secret("good"), KEPT, NOW + timedelta(days=30))

    assert not memory.holds(Secret("good"), KEPT, NOW)


def test_the_memory_is_bounded_and_the_oldest_goes_first():
    memory = VerifiedSecrets()
    kept = [SecretHash(digest=f"{n:04}", salt="") for n in range(REMEMBERED + 1)]

    for one in kept:
        memory.remember(Secret("good"), one, NOW)

    assert not memory.holds(Secret("good"), kept[0], NOW)
    assert memory.holds(Secret("good"), kept[-1], NOW)


def test_nothing_of_the_secret_is_kept_in_the_clear():
    memory = VerifiedSecrets()
    memory.remember(Secret("good"), KEPT, NOW)

    everything = pickle.dumps([getattr(memory, name) for name in memory.__slots__])
    assert b"good" not in everything
