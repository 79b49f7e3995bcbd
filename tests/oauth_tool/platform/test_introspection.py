from dataclasses import replace

import pytest

from oauth_tool.oauth.credentials import Secret
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.introspection import introspect
from oauth_tool.platform.lookup import TokenQuestion
from oauth_tool.platform.revocation import revoke

WRONG = Secret("agpt_secret_wrong")


def question(app, token, hint=None):
    return TokenQuestion(
        client_id=app.client.client_id, secret=Secret(app.secret), token=token, hint=hint
    )


@pytest.fixture
def ask(platform):
    def ask_about(app, token, hint=None, verb=introspect):
        return verb(platform, question(app, token, hint))

    return ask_about


async def test_a_live_token_of_either_type_is_described(ask, app, new_tokens):
    tokens = await new_tokens(app)

    access = await ask(app, tokens.access_token)
    refresh = await ask(app, tokens.refresh_token)

    assert access.token_type == "access_token"
    assert refresh.token_type == "refresh_token"
    assert access.token.scopes == ("IDENTITY",)
    assert access.client.client_id == app.client.client_id


async def test_the_hint_refresh_token_looks_at_refresh_tokens_only(ask, app, new_tokens):
    tokens = await new_tokens(app)

    assert await ask(app, tokens.access_token, "refresh_token") is None
    assert await ask(app, tokens.refresh_token, "access_token")


async def test_another_clients_token_is_none(ask, app, add_app, new_tokens):
    tokens = await new_tokens(app)
    other = await add_app(name="Other")

    assert await ask(other, tokens.access_token) is None


async def test_an_expired_token_is_none(ask, app, new_tokens, watch):
    tokens = await new_tokens(app)
    watch.advance(hours=1)

    assert await ask(app, tokens.access_token) is None


async def test_a_wrong_secret_learns_nothing(platform, app, new_tokens):
    tokens = await new_tokens(app)

    with pytest.raises(InvalidClient, match="^Invalid client_secret$"):
        await introspect(platform, replace(question(app, tokens.access_token), secret=WRONG))


@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
async def test_a_revoked_token_is_none_and_the_other_one_stays(ask, app, new_tokens, kind):
    tokens = await new_tokens(app)
    other = {"access_token": "refresh_token", "refresh_token": "access_token"}[kind]

    await ask(app, getattr(tokens, kind), verb=revoke)

    assert await ask(app, getattr(tokens, kind)) is None
    assert await ask(app, getattr(tokens, other))


async def test_revoking_an_unknown_or_foreign_token_changes_nothing(ask, app, add_app, new_tokens):
    tokens = await new_tokens(app)
    other = await add_app(name="Other")

    await ask(other, tokens.access_token, verb=revoke)
    await ask(other, Secret("agpt_xt_nothing"), verb=revoke)

    assert await ask(app, tokens.access_token)
