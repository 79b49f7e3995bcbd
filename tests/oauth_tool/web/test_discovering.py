"""A hostile or broken server gets nothing but an error that says what it did."""

import pytest
from aiohttp import web
from tests.plumbing.registration_server import json_answer

from oauth_tool.web.discovering import discover
from oauth_tool.web.sending import LONGEST_ANSWER
from tool_cli.errors import ToolError

RFC_8414 = ("GET", "/.well-known/oauth-authorization-server")
OPENID = ("GET", "/.well-known/openid-configuration")


async def test_an_issuer_leads_to_its_endpoints(registration_server):
    server = await discover(registration_server.origin)

    assert server.endpoints.registration_endpoint == registration_server.endpoint
    assert registration_server.requests == [RFC_8414]


async def test_openid_connect_is_asked_where_rfc_8414_is_unknown(registration_server):
    origin = registration_server.origin
    registration_server.answers = {
        RFC_8414: lambda: web.Response(status=404),
        OPENID: json_answer({"issuer": origin, "token_endpoint": f"{origin}/token"}),
    }

    server = await discover(origin)

    assert server.endpoints.token_endpoint == f"{origin}/token"
    assert server.found_at == origin + OPENID[1]


async def test_what_one_document_lacks_comes_from_the_other_if_it_is_wanted(registration_server):
    origin = registration_server.origin
    told = {"userinfo_endpoint": f"{origin}/me", "registration_endpoint": f"{origin}/other"}
    registration_server.answers = {OPENID: json_answer({"issuer": origin, **told})}
    seen = []

    unasked = await discover(origin)
    server = await discover(origin, wanted=["userinfo_endpoint"], seen=seen.append)

    assert unasked.endpoints.userinfo_endpoint is None
    assert server.endpoints.userinfo_endpoint == f"{origin}/me"
    assert server.endpoints.registration_endpoint == registration_server.endpoint
    assert [one.request.url for one in seen] == [origin + RFC_8414[1], origin + OPENID[1]]


@pytest.mark.parametrize("told", [{"issuer": "https://evil.example"}, {"jwks_uri": "file:///x"}])
async def test_a_second_document_that_cannot_be_trusted_adds_nothing(registration_server, told):
    origin = registration_server.origin
    document = {"issuer": origin, "userinfo_endpoint": f"{origin}/me", **told}
    registration_server.answers = {OPENID: json_answer(document)}

    server = await discover(origin, wanted=["userinfo_endpoint"])

    assert server.endpoints.userinfo_endpoint is None
    assert server.endpoints.registration_endpoint == registration_server.endpoint


async def test_a_slash_at_the_end_of_the_issuer_is_found_and_its_lack_named(registration_server):
    registration_server.metadata = {"issuer": f"{registration_server.origin}/"}

    server = await discover(f"{registration_server.origin}/")
    with pytest.raises(ToolError, match="they differ in the slash at the end"):
        await discover(registration_server.origin)

    assert server.issuer == f"{registration_server.origin}/"


async def test_a_redirect_is_not_followed(registration_server):
    registration_server.answers = {
        RFC_8414: lambda: web.Response(status=302, headers={"Location": "/elsewhere"})
    }

    with pytest.raises(ToolError, match="302") as caught:
        await discover(registration_server.origin)

    assert "redirects are not followed" in caught.value.hint
    assert ("GET", "/elsewhere") not in registration_server.requests


async def test_an_answer_of_ten_megabytes_is_not_read_to_its_end(registration_server):
    registration_server.answers = {RFC_8414: lambda: web.Response(body=b" " * 10 * 1024 * 1024)}

    with pytest.raises(ToolError, match=f"longer than {LONGEST_ANSWER // 1024} KiB"):
        await discover(registration_server.origin)


async def test_a_web_page_is_no_metadata(registration_server):
    registration_server.answers = {
        RFC_8414: lambda: web.Response(text="<html>welcome", content_type="text/html")
    }

    with pytest.raises(ToolError, match="not a JSON object") as caught:
        await discover(registration_server.origin)

    assert "web page" in caught.value.hint


async def test_a_server_without_metadata_is_reached_in_another_way(registration_server):
    registration_server.answers = dict.fromkeys(
        (RFC_8414, OPENID), lambda: web.Response(status=404)
    )

    with pytest.raises(ToolError, match="404 Not Found") as caught:
        await discover(registration_server.origin)

    assert "endpoints can be named instead" in caught.value.hint


async def test_a_wrong_issuer_is_refused(registration_server):
    registration_server.metadata = {"issuer": "https://evil.example"}

    with pytest.raises(ToolError, match="evil.example"):
        await discover(registration_server.origin)


async def test_an_endpoint_that_is_a_script_is_refused(registration_server):
    registration_server.metadata = {"registration_endpoint": "javascript:alert(1)"}

    with pytest.raises(ToolError, match="registration_endpoint 'javascript:alert"):
        await discover(registration_server.origin)


async def test_a_server_that_is_not_there_is_named(registration_server, unused_tcp_port):
    with pytest.raises(ToolError, match=f"could not reach http://127.0.0.1:{unused_tcp_port}"):
        await discover(f"http://127.0.0.1:{unused_tcp_port}")
