"""Some hundreds of malformed requests; ``scripts/bench/fuzz_platform`` sends a hundred thousand."""

import logging
import random
from pathlib import Path

import pytest
from tests.plumbing.good_credentials import known_at
from tests.plumbing.malformed_requests import Malformed, send

from oauth_tool.testing import running_platform

PRESET = Path(__file__).resolve().parents[3] / "fixtures/presets/good/everything.yaml"
PRESETS = {"autogpt": PRESET, "rfc": None}
REQUESTS = 600


@pytest.fixture(params=PRESETS)
def known(request):
    with running_platform(profile=request.param, preset=PRESETS[request.param]) as running:
        running.stop_failing()
        yield known_at(running.url, request.param, running.control_token)


async def test_no_malformed_request_fails_inside_or_is_told_to_the_terminal(known, caplog):
    caplog.set_level(logging.WARNING)
    malformed = Malformed(known=known, random=random.Random(20261125))

    sent = await send(malformed, REQUESTS)

    assert sent.failures == []
    assert sent.statuses.total() == REQUESTS
    assert {200, 400, 401, 403, 404, 405} <= set(sent.statuses)
    assert [record.getMessage() for record in caplog.records if record.name != "asyncio"] == []
