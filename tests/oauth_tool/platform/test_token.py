import asyncio

import pytest
from tests.plumbing.embedded_platform import REDIRECT_URI

from oauth_tool.oauth.protocol_errors import InvalidClient, InvalidGrant, UnauthorizedClient
from oauth_tool.oauth.tokens import digest_of
from oauth_tool.platform.token import issue_tokens


@pytest.fixture
def redeem(platform):
    return lambda parameters: issue_tokens(platform, "authorization_code", parameters)


@pytest.fixture
def refresh(platform):
    def ask(app, token):
        parameters = {**app.credentials, "refresh_token": token.reveal()}
        return issue_tokens(platform, "refresh_token", parameters)

    return ask


async def is_live(platform, tokens, watch):
    access = await platform.store.access_token(digest_of(tokens.access_token.reveal()))
    return access.is_live(watch())


async def test_a_code_gives_tokens_of_the_platforms_form(redeem, app, new_code, watch):
    tokens = await redeem(app.code_parameters(await new_code(app)))

    assert tokens.access_token.reveal().startswith("agpt_xt_")
    assert tokens.refresh_token.reveal().startswith("agpt_rt_")
    assert tokens.scopes == ("IDENTITY",)
    assert (tokens.stored.access.expires_at - watch()).total_seconds() == 3600
    assert (tokens.stored.refresh.expires_at - watch()).days == 30


async def test_only_digests_of_tokens_are_stored(platform, app, new_tokens):
    tokens = await new_tokens(app)

    assert await platform.store.access_token(tokens.access_token.reveal()) is None
    assert await platform.store.access_token(digest_of(tokens.access_token.reveal()))


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"client_id": "agpt_client_x"}, "Invalid client_id"),
        ({"client_secret": "agpt_secret_x"}, "Invalid client_secret"),
        ({"client_secret": ""}, "Invalid client_secret"),
    ],
)
async def test_a_client_must_authenticate(redeem, app, new_code, changes, description):
    with pytest.raises(InvalidClient) as caught:
        await redeem(app.code_parameters(await new_code(app), changes))

    assert caught.value.description == description


async def test_a_disabled_client_is_told_so_whatever_its_secret(redeem, app, disable):
    await disable(app)

    with pytest.raises(InvalidClient, match="^Application is not active$"):
        await redeem(app.code_parameters("code", {"client_secret": "wrong"}))


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"code": "nothing"}, "authorization code not found"),
        ({"redirect_uri": REDIRECT_URI + "/"}, "redirect_uri mismatch"),
        ({"code_verifier": ""}, "code_verifier required but not provided"),
        ({"code_verifier": "w" * 43}, "PKCE verification failed"),
        ({"code_verifier": "ä" * 43}, "PKCE verification failed"),
    ],
)
async def test_a_failed_attempt_says_why_and_does_not_burn_the_code(
    redeem, app, new_code, changes, description
):
    code = await new_code(app)

    with pytest.raises(InvalidGrant) as caught:
        await redeem(app.code_parameters(code, changes))

    assert caught.value.description == description
    assert await redeem(app.code_parameters(code))


async def test_a_code_expires_after_ten_minutes(redeem, app, new_code, watch):
    code = await new_code(app)
    watch.advance(minutes=10)

    with pytest.raises(InvalidGrant, match="^authorization code expired$"):
        await redeem(app.code_parameters(code))


async def test_a_code_works_for_its_own_client_only(redeem, app, add_app, new_code):
    thief = await add_app(name="Thief")
    code = await new_code(app)

    with pytest.raises(InvalidGrant, match="does not belong to this application"):
        await redeem(thief.code_parameters(code))


async def test_a_replayed_code_kills_the_tokens_that_came_from_it(
    platform, redeem, app, new_code, watch
):
    code = await new_code(app)
    tokens = await redeem(app.code_parameters(code))

    with pytest.raises(InvalidGrant) as caught:
        await redeem(app.code_parameters(code))

    assert caught.value.description == (
        "authorization code already used at 2026-11-23 20:40:53.820000+00:00"
    )
    assert not await is_live(platform, tokens, watch)


async def test_of_64_parallel_tries_one_gets_tokens(redeem, app, new_code):
    code = await new_code(app)

    outcomes = await asyncio.gather(
        *(redeem(app.code_parameters(code)) for _ in range(64)), return_exceptions=True
    )

    assert sum(not isinstance(outcome, InvalidGrant) for outcome in outcomes) == 1


async def test_a_client_may_use_its_own_grants_only(redeem, add_app, new_code):
    app = await add_app(grant_types=("refresh_token",))

    with pytest.raises(UnauthorizedClient):
        await redeem(app.code_parameters(await new_code(app)))


async def test_a_refresh_token_is_good_for_new_tokens_once(refresh, app, new_tokens):
    first = await new_tokens(app)

    second = await refresh(app, first.refresh_token)

    assert second.scopes == first.scopes
    assert second.refresh_token != first.refresh_token
    with pytest.raises(InvalidGrant, match="^refresh token has been revoked$"):
        await refresh(app, first.refresh_token)


async def test_a_reused_refresh_token_kills_its_whole_family(
    platform, refresh, app, new_tokens, watch
):
    first = await new_tokens(app)
    second = await refresh(app, first.refresh_token)

    with pytest.raises(InvalidGrant):
        await refresh(app, first.refresh_token)

    assert not await is_live(platform, second, watch)
    with pytest.raises(InvalidGrant, match="revoked"):
        await refresh(app, second.refresh_token)


async def test_another_client_cannot_kill_a_family(refresh, app, add_app, new_tokens):
    first = await new_tokens(app)
    second = await refresh(app, first.refresh_token)
    other = await add_app(name="Other")

    with pytest.raises(InvalidGrant):
        await refresh(other, first.refresh_token)

    assert await refresh(app, second.refresh_token)


async def test_a_refresh_token_of_another_client_is_refused(refresh, app, add_app, new_tokens):
    tokens = await new_tokens(app)
    other = await add_app(name="Other")

    with pytest.raises(InvalidGrant, match="does not belong to this application"):
        await refresh(other, tokens.refresh_token)


async def test_a_refresh_token_expires_30_days_after_the_last_refresh(
    refresh, app, new_tokens, watch
):
    first = await new_tokens(app)
    watch.advance(days=29)
    second = await refresh(app, first.refresh_token)
    watch.advance(days=29)
    third = await refresh(app, second.refresh_token)
    watch.advance(days=30)

    with pytest.raises(InvalidGrant, match="^refresh token expired$"):
        await refresh(app, third.refresh_token)


async def test_an_unknown_refresh_token_is_not_found(refresh, app, new_tokens):
    tokens = await new_tokens(app)

    with pytest.raises(InvalidGrant, match="^refresh token not found$"):
        await refresh(app, tokens.access_token)
