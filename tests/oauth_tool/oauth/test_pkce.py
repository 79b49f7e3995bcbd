import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.oauth.pkce import challenge_for, is_challenge, is_verifier, new_verifier, proves

# RFC 7636, appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_challenge_is_the_one_of_the_specification():
    assert challenge_for(VERIFIER) == CHALLENGE
    assert proves(VERIFIER, CHALLENGE)


@given(st.binary(min_size=32, max_size=32))
def test_every_new_verifier_is_valid_and_proves_its_own_challenge_alone(random):
    verifier = new_verifier(lambda _: random)

    assert is_verifier(verifier)
    assert is_challenge(challenge_for(verifier))
    assert proves(verifier, challenge_for(verifier))
    assert not proves(verifier, CHALLENGE)


@pytest.mark.parametrize(
    "text", ["", "a" * 42, "a" * 129, "ä" * 43, "a" * 42 + "!", "a" * 43 + "\n"]
)
def test_what_is_no_verifier_proves_nothing(text):
    assert not is_verifier(text)
    assert not proves(text, challenge_for(text))


@pytest.mark.parametrize(
    "text", ["", CHALLENGE + "A", CHALLENGE[:-1], CHALLENGE[:-1] + "~", "ä" * 43]
)
def test_what_is_no_s256_challenge_is_recognised(text):
    assert not is_challenge(text)
