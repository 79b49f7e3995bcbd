import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oauth_tool.oauth.credentials import (
    ScryptCost,
    Secret,
    SecretHash,
    hash_secret,
    matches,
    random_text,
    read_cost,
    spelled_cost,
)

COST = ScryptCost(n=16384, r=8, p=1, length=32)
CHEAP = ScryptCost(n=2, r=1, p=1, length=32)
SALT = bytes(range(32))


@pytest.mark.parametrize(
    ("secret", "digest"),
    [
        ("agpt_secret_test", "c82701254879f99fb222f1fb073d2e0d4e2674ff6736e48ba08e01cf46a4936b"),
        ("agpt_secret_tëst", "dde388f8d489d81eef3f55fd39ddda02c9ddd8e24779543f1e70a06681f70538"),
    ],
)
def test_the_hash_is_the_platforms_own(secret, digest):
    kept = hash_secret(Secret(secret), COST, lambda _: SALT)

    assert kept == SecretHash(digest=digest, salt=SALT.hex())
    assert matches(Secret(secret), kept, COST)


@settings(max_examples=50)
@given(st.text(), st.text())
def test_only_the_secret_that_was_hashed_matches(secret, other):
    kept = hash_secret(Secret(secret), CHEAP, bytes)

    assert matches(Secret(other), kept, CHEAP) == (other == secret)


def test_a_hash_says_how_it_was_made_and_outlives_a_change_of_cost():
    kept = hash_secret(Secret("x"), CHEAP, bytes)

    assert kept.cost == read_cost(spelled_cost(CHEAP))
    assert matches(Secret("x"), kept, COST)
    assert not matches(Secret("y"), kept, COST)


@given(ln=st.integers(1, 31), r=st.integers(1, 999), p=st.integers(1, 999))
def test_a_cost_is_read_as_it_was_spelled(ln, r, p):
    cost = ScryptCost(n=1 << ln, r=r, p=p, length=64)

    assert read_cost(spelled_cost(cost)) == cost


@pytest.mark.parametrize(
    "text", ["", "md5", "scrypt", "scrypt$ln=14,r=8,p=1", "scrypt$ln=-1,r=8,p=1$32"]
)
def test_a_cost_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="cannot be read"):
        read_cost(text)


def test_a_hash_that_is_not_hexadecimal_matches_nothing():
    assert not matches(Secret("x"), SecretHash(digest="no hex", salt=""), CHEAP)


def test_a_random_text_has_the_length_that_its_bytes_give():
    assert random_text("agpt_client_", 16, bytes) == "agpt_client_" + "A" * 22
    assert len(random_text("", 32, bytes)) == 43


def test_a_secret_shows_itself_nowhere():
    secret = Secret("agpt_secret_hush")

    shown = [repr(secret), str(secret), f"{secret}", f"{[secret]}", repr({"a": secret})]

    assert "hush" not in " ".join(shown)
    assert secret.reveal() == "agpt_secret_hush"


def test_a_secret_cannot_be_pickled_or_hashed():
    with pytest.raises(TypeError):
        pickle.dumps(Secret("hush"))
    with pytest.raises(TypeError):
        hash(Secret("hush"))


def test_secrets_compare_by_their_text():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
