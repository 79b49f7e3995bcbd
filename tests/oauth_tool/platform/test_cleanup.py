from datetime import timedelta

import pytest

from oauth_tool.platform.cleanup import VARIABLE, clean_up, cleanup_interval
from oauth_tool.storage.tokens import ExpiredCounts
from tool_cli.errors import InvalidInput


async def test_revoked_rows_stay_until_they_expire(platform, app, new_tokens, watch):
    tokens = await new_tokens(app)
    token = tokens.stored.access
    await platform.store.revoke_access_token(token.digest, token.client_row, watch())
    watch.advance(minutes=59)

    counts = await clean_up(platform)

    assert counts == ExpiredCounts(codes=1, access_tokens=0, refresh_tokens=0)
    assert await platform.store.access_token(tokens.stored.access.digest) is not None


async def test_a_used_code_stays_until_it_expires(platform, app, new_tokens, watch):
    await new_tokens(app)
    watch.advance(minutes=9)

    assert (await clean_up(platform)).codes == 0


def test_it_happens_every_six_hours_unless_told_otherwise():
    assert cleanup_interval({}) == timedelta(hours=6)
    assert cleanup_interval({VARIABLE: "24"}) == timedelta(hours=24)


@pytest.mark.parametrize("text", ["0", "25", "-1", "1.5", "x", "٣", "1" * 5000])
def test_another_interval_is_refused(text):
    with pytest.raises(InvalidInput, match=VARIABLE):
        cleanup_interval({VARIABLE: text})
