"""Steps whose parameters are changed before they are sent."""

from urllib.parse import parse_qs, urlsplit

import pytest
from tests.oauth_tool.web.test_client_pages import visible


async def test_an_authorization_request_is_sent_as_it_was_wished(bench):
    answer = await bench.browser.submit(
        bench.page,
        "/start",
        scope="IDENTITY",
        state="my-own-state",
        pkce="plain",
        resource="https://api.example",
        extra="prompt=consent\nscope=READ_GRAPH",
    )

    sent = parse_qs(urlsplit(answer.location).query)
    assert sent["state"] == ["my-own-state"]
    assert sent["code_challenge_method"] == ["plain"]
    assert sent["code_challenge"] == [bench.session.attempt.verifier.reveal()]
    assert (sent["prompt"], sent["scope"]) == (["consent"], ["READ_GRAPH"])
    assert sent["resource"] == ["https://api.example"]
    page = await bench.browser.open(bench.page)
    assert "my-own-state" not in page.text
    assert sent["code_challenge"][0] not in page.text


async def test_a_parameter_is_left_out_and_another_one_changed(bench):
    await bench.browser.open(await bench.authorize())

    page = await bench.act("/token", left_out="code_verifier", extra="client_secret=agpt_secret_x")

    sent = bench.session.exchanges[-1].exchange.request.body.decode()
    assert "code_verifier" not in sent
    assert "agpt_secret_x" in sent
    assert "agpt_secret_x" not in page.text
    assert "Exchanging the code failed" in visible(page)


async def test_another_api_of_the_platform_can_be_called(bench):
    await bench.walk_to_tokens()

    await bench.act("/resource", address=f"{bench.platform_origin}/external-api/v1/graphs")

    assert bench.session.exchanges[-1].exchange.request.url.endswith("/external-api/v1/graphs")


@pytest.mark.parametrize("address", ["https://evil.example/", "file:///etc/passwd", "x", "//x/y"])
async def test_a_token_is_sent_to_no_other_place(bench, address):
    await bench.walk_to_tokens()

    answer = await bench.browser.submit(bench.page, "/resource", address=address)

    assert answer.status == 400
    assert "it carries a token" in answer.text
    assert len(bench.session.exchanges) == 3


async def test_no_secret_stands_in_the_forms_that_change_what_is_sent(bench):
    page = await bench.walk_to_tokens()

    assert 'name="value:token"' in page.text
    assert f'name="value:client_id" value="{bench.client.app.client_id}"' in page.text
    secrets = bench.session.secrets.mask(bench.client.server, bench.client.app).secrets
    assert [secret for secret in secrets if secret in page.text] == []
