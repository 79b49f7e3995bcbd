import pytest

from oauth_tool.oauth.protocol_errors import InsufficientScope, InvalidToken
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform.resource import user_for


async def test_a_live_token_stands_for_the_user_who_agreed(platform, app, new_tokens):
    tokens = await new_tokens(app)

    user = await user_for(platform, tokens.access_token.reveal(), ["IDENTITY"])

    assert user.id == DEMO_USER_ID


async def test_missing_scopes_are_named(platform, app, new_tokens):
    tokens = await new_tokens(app)

    with pytest.raises(InsufficientScope) as caught:
        await user_for(platform, tokens.access_token.reveal(), ["USE_TOOLS", "IDENTITY", "X"])

    assert caught.value.description == "Missing required permission(s): USE_TOOLS, X"


async def test_an_unknown_token_is_not_found(platform):
    with pytest.raises(InvalidToken, match="^Invalid token: access token not found$"):
        await user_for(platform, "agpt_xt_nothing", [])


async def test_a_refresh_token_opens_nothing(platform, app, new_tokens):
    tokens = await new_tokens(app)

    with pytest.raises(InvalidToken, match="not found"):
        await user_for(platform, tokens.refresh_token.reveal(), [])


async def test_an_expired_token_is_refused(platform, app, new_tokens, watch):
    tokens = await new_tokens(app)
    watch.advance(hours=1)

    with pytest.raises(InvalidToken, match="^Invalid token: access token expired$"):
        await user_for(platform, tokens.access_token.reveal(), [])


async def test_a_revoked_token_is_refused(platform, app, new_tokens, watch):
    tokens = await new_tokens(app)
    token = tokens.stored.access
    await platform.store.revoke_access_token(token.digest, token.client_row, watch())

    with pytest.raises(InvalidToken, match="^Invalid token: access token has been revoked$"):
        await user_for(platform, tokens.access_token.reveal(), [])


async def test_a_disabled_clients_token_is_refused(platform, app, disable, new_tokens):
    tokens = await new_tokens(app)
    await disable(app)

    with pytest.raises(InvalidToken, match="^Client application is disabled$"):
        await user_for(platform, tokens.access_token.reveal(), [])
