from datetime import UTC, datetime, timedelta

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.tokens import AuthorizationCode, Token, digest_of, new_token

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def token(**changes):
    fields = {
        "id": "1",
        "digest": "d" * 64,
        "created_at": NOW,
        "expires_at": NOW + timedelta(hours=1),
        "client_row": "c",
        "user_id": "u",
        "scopes": ("IDENTITY",),
    }
    return Token(**{**fields, **changes})


def test_the_digest_is_the_platforms_own():
    assert digest_of("agpt_xt_test") == (
        "a05ef48ecb76cf125ebb50e0eb5cc12aec840588ad0533a7e22d9121c3018a23"
    )


def test_a_token_has_43_characters_behind_its_prefix():
    assert len(new_token("agpt_xt_", bytes)) == len("agpt_xt_") + 43


def test_a_token_lives_until_the_moment_of_its_expiry():
    assert token().is_live(NOW + timedelta(minutes=59))
    assert not token().is_live(NOW + timedelta(hours=1))


def test_a_revoked_token_is_dead():
    assert not token(revoked_at=NOW).is_live(NOW)


def test_codes_and_tokens_do_not_show_what_they_hold():
    code = AuthorizationCode(
        id="1",
        code="hush",
        created_at=NOW,
        expires_at=NOW,
        client_row="c",
        user_id="u",
        scopes=(),
        redirect_uri="https://a.example/",
        code_challenge=None,
        code_challenge_method=None,
    )

    assert "hush" not in repr(code)
    assert "dddd" not in repr(token())


def test_the_present_moment_has_whole_milliseconds_and_a_time_zone():
    now = utc_now()

    assert now.microsecond % 1000 == 0
    assert now.tzinfo is UTC
