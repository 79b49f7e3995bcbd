"""Some hundreds of malformed requests; ``scripts/bench/fuzz_platform`` sends a hundred thousand."""

import logging
import random
import re
import urllib.request
from pathlib import Path

import pytest
from tests.plumbing.malformed_requests import PAGES, Known, Malformed, send

from oauth_tool.testing import running_platform
from oauth_tool.web.platform_document import openapi

PRESET = Path(__file__).resolve().parents[3] / "fixtures/presets/good/everything.yaml"
REQUESTS = 600


@pytest.fixture
def platform():
    with running_platform(preset=PRESET) as running:
        running.stop_failing()
        yield running


@pytest.fixture
def known(platform):
    with urllib.request.urlopen(f"{platform.url}/login") as page:
        csrf_token = re.search(r'name="csrf_token" value="([^"]+)"', page.read().decode())[1]
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    described = [
        (method.upper(), path) for path, methods in openapi()["paths"].items() for method in methods
    ]
    return Known(
        host=platform.url.removeprefix("http://"),
        bearers=(platform.user_token(), platform.control_token, "agpt_xt_fresh_token_of_ada"),
        api_key="agpt_key_of_grace_for_her_scripts",
        texts=("shop", "agpt_secret_of_the_shop", "http://127.0.0.1:8000/callback", "S256"),
        cookies=cookie,
        csrf_token=csrf_token,
        operations=(*described, *PAGES),
    )


async def test_no_malformed_request_fails_inside_or_is_told_to_the_terminal(known, caplog):
    caplog.set_level(logging.WARNING)
    malformed = Malformed(known=known, random=random.Random(20261125))

    sent = await send(malformed, REQUESTS)

    assert sent.failures == []
    assert sent.statuses.total() == REQUESTS
    assert {200, 400, 401, 403, 404, 405, 422} <= set(sent.statuses)
    assert [record.getMessage() for record in caplog.records if record.name != "asyncio"] == []
