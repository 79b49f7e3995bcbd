"""The token endpoint of the standard wire: what a good server grants, and what it refuses."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest
from multidict import CIMultiDict
from tests.plumbing.standard_platform import CALLBACK, VERIFIER, basic, code_form

from oauth_tool.oauth.parameters import Parameters
from oauth_tool.oauth.protocol_errors import InvalidClient
from oauth_tool.platform.rfc.issuer import Issuer
from oauth_tool.platform.rfc.message import Message
from oauth_tool.platform.rfc.token import issue_tokens

CLIENT = {"grant_type": "client_credentials", "scope": "api.read"}


async def test_a_code_becomes_tokens_that_nothing_keeps_a_copy_of(standard, standard_app):
    answer = await standard.post(
        "token", code_form(await standard.code(standard_app)), standard_app
    )

    assert answer.status == 200
    assert set(answer.body) >= {"access_token", "refresh_token"}
    assert answer.body["token_type"] == "Bearer"
    assert answer.body["expires_in"] == 3600
    assert answer.body["scope"] == "openid api.read"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Pragma"] == "no-cache"


async def test_of_many_tries_with_one_code_one_succeeds_and_its_tokens_die(standard, standard_app):
    code = await standard.code(standard_app)
    await standard.post("token", CLIENT, standard_app)  # the secret is verified once, not 64 times

    answers = await asyncio.gather(
        *(standard.post("token", code_form(code), standard_app) for _ in range(64))
    )

    (won,) = [answer for answer in answers if answer.status == 200]
    lost = [answer.body["error"] for answer in answers if answer.status != 200]
    assert lost == ["invalid_grant"] * 63
    assert not await standard.is_active(standard_app, won.body["access_token"])
    assert not await standard.is_active(standard_app, won.body["refresh_token"])


async def test_a_wrong_token_request_is_refused_and_spends_no_code(standard, standard_app):
    code = await standard.code(standard_app)
    mistakes = [
        ({"code": "unknown"}, "invalid_grant"),
        ({"code": None}, "invalid_request"),
        ({"code_verifier": None}, "invalid_request"),
        ({"code_verifier": "w" * 43}, "invalid_grant"),
        ({"redirect_uri": f"{CALLBACK}/"}, "invalid_grant"),
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ]

    for changes, error in mistakes:
        refused = await standard.post("token", code_form(code, **changes), standard_app)
        assert (refused.status, refused.body["error"]) == (400, error), changes
        assert refused.headers["Cache-Control"] == "no-store"

    assert (await standard.post("token", code_form(code), standard_app)).status == 200


async def test_a_code_is_worth_nothing_to_another_client_or_too_late(standard, standard_app):
    other = await standard.register()
    code = await standard.code(standard_app)

    stolen = await standard.post("token", code_form(code), other)
    await standard.platform.advance("61s")
    late = await standard.post("token", code_form(code), standard_app)

    assert stolen.body["error"] == late.body["error"] == "invalid_grant"


async def test_a_client_of_oauth_2_1_need_not_repeat_its_redirect_uri(standard, standard_app):
    code = await standard.code(standard_app)

    answer = await standard.post("token", code_form(code, redirect_uri=None), standard_app)

    assert answer.status == 200


async def test_parameters_given_twice_or_in_the_uri_are_refused(standard, standard_app):
    form = code_form(await standard.code(standard_app))

    twice = await standard.post("token", [*form.items(), ("code", "x")], standard_app)
    url = f"{standard.platform.endpoint('token')}?code_verifier={VERIFIER}"
    in_uri = await standard.post(url, form, standard_app)
    in_json = await standard.post(
        "token", b"{}", standard_app, **{"Content-Type": "application/json"}
    )

    for answer in (twice, in_uri, in_json):
        assert (answer.status, answer.body["error"]) == (400, "invalid_request")


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_family(standard, standard_app):
    first = await standard.tokens(standard_app)

    second = (await standard.renew(standard_app, first["refresh_token"])).body
    reused = await standard.renew(standard_app, first["refresh_token"])

    assert second["refresh_token"] != first["refresh_token"]
    assert reused.body["error"] == "invalid_grant"
    assert not await standard.is_active(standard_app, second["access_token"])
    assert (await standard.renew(standard_app, second["refresh_token"])).status == 400


async def test_of_many_uses_of_one_refresh_token_one_succeeds_and_its_tokens_die(
    standard, standard_app
):
    token = (await standard.tokens(standard_app))["refresh_token"]

    answers = await asyncio.gather(*(standard.renew(standard_app, token) for _ in range(64)))

    (won,) = [answer.body for answer in answers if answer.status == 200]
    lost = [answer.body["error"] for answer in answers if answer.status != 200]
    assert lost == ["invalid_grant"] * 63
    assert not await standard.is_active(standard_app, won["access_token"])
    assert not await standard.is_active(standard_app, won["refresh_token"])


async def test_a_refresh_may_ask_for_less_and_never_for_more(standard, standard_app):
    tokens = await standard.tokens(standard_app)

    more = await standard.renew(standard_app, tokens["refresh_token"], scope="api.write")
    less = (await standard.renew(standard_app, tokens["refresh_token"], scope="openid")).body
    whole = (await standard.renew(standard_app, less["refresh_token"])).body

    assert more.body["error"] == "invalid_scope"
    assert (less["scope"], whole["scope"]) == ("openid", "openid api.read")


async def test_a_client_acting_for_itself_gets_no_refresh_token_and_nothing_about_users(
    standard, standard_app
):
    answer = (await standard.post("token", CLIENT, standard_app)).body
    personal = await standard.post("token", {**CLIENT, "scope": "openid"}, standard_app)
    token = {"token": answer["access_token"]}
    known = (await standard.post("introspection", token, standard_app)).body

    assert "refresh_token" not in answer
    assert personal.body["error"] == "invalid_scope"
    assert known["sub"] == standard_app.client_id


async def test_scopes_that_are_unknown_or_misspelled_are_refused(standard, standard_app):
    for scope in ("", "nonsense", 'api.read "', "api.read  api.write"):
        answer = await standard.post("token", {**CLIENT, "scope": scope}, standard_app)
        assert answer.body["error"] == "invalid_scope"


async def test_a_secret_may_come_in_the_form_or_by_basic_and_not_both(standard, standard_app):
    secret = {"client_id": standard_app.client_id, "client_secret": standard_app.client_secret}

    in_form = await standard.post("token", {**CLIENT, **secret})
    both = await standard.post("token", {**CLIENT, **secret}, standard_app)

    assert in_form.status == 200
    assert (both.status, both.body["error"]) == (400, "invalid_request")


async def test_whoever_is_no_client_learns_nothing_but_how_to_authenticate(standard, standard_app):
    wrong = {"client_id": standard_app.client_id, "client_secret": "wrong"}
    answers = [
        await standard.post("token", {**CLIENT, **wrong}),
        await standard.post("token", {**CLIENT, **wrong, "client_id": "nobody\0"}),
        await standard.post("token", {**CLIENT, "client_id": standard_app.client_id}),
        await standard.post("token", CLIENT),
        await standard.post("token", CLIENT, Authorization="Basic !"),
    ]

    assert {(answer.status, answer.body["error"]) for answer in answers} == {
        (401, "invalid_client")
    }
    assert all(answer.headers["WWW-Authenticate"].startswith("Basic ") for answer in answers)
    assert len({answer.text for answer in answers[:3]}) == 1


async def test_a_public_client_needs_pkce_only_and_cannot_act_for_itself(standard):
    app = await standard.register(is_public=True)
    named = {"client_id": app.client_id}

    code = await standard.code(app)
    tokens = await standard.post("token", code_form(code, **named))
    for_itself = await standard.post("token", {**CLIENT, **named})
    asking = await standard.post("introspection", {**named, "token": tokens.body["access_token"]})

    assert tokens.status == 200
    assert for_itself.body["error"] == "unauthorized_client"
    assert asking.body["error"] == "invalid_client"


async def test_introspection_tells_resource_servers_of_access_tokens_only(standard, standard_app):
    resource_server = await standard.register()
    tokens = await standard.tokens(standard_app)

    told = await standard.post("introspection", {"token": tokens["access_token"]}, resource_server)

    assert told.body["client_id"] == standard_app.client_id
    assert told.body["iss"] == standard.issuer
    assert not await standard.is_active(resource_server, tokens["refresh_token"])
    assert await standard.is_active(standard_app, tokens["refresh_token"])


async def test_a_revoked_refresh_token_takes_its_access_tokens_along(standard, standard_app):
    tokens = await standard.tokens(standard_app)
    other = await standard.register()
    given_up = {"token": tokens["refresh_token"], "token_type_hint": "nonsense"}

    foreign = await standard.post("revocation", given_up, other)
    assert foreign.body["error"] == "invalid_grant"
    assert await standard.is_active(standard_app, tokens["access_token"])

    assert (await standard.post("revocation", given_up, standard_app)).status == 200
    assert not await standard.is_active(standard_app, tokens["access_token"])
    unknown = await standard.post("revocation", {"token": "unknown"}, standard_app)
    assert unknown.status == 200


async def test_userinfo_says_what_the_scopes_allow_and_challenges_the_rest(standard, standard_app):
    token = (await standard.tokens(standard_app, scope="openid email"))["access_token"]
    lesser = (await standard.tokens(standard_app, scope="api.read"))["access_token"]
    url = standard.platform.endpoint("resource")

    told = await standard.get(url, Authorization=f"Bearer {token}")
    missing = await standard.get(url)
    unknown = await standard.get(url, Authorization="Bearer nonsense")
    too_little = await standard.get(url, Authorization=f"Bearer {lesser}")
    in_query = await standard.get(f"{url}?access_token={token}")

    assert told.body["email"] == "demo@example.com"
    assert "name" not in told.body
    bearer, dpop = missing.headers.getall("WWW-Authenticate")
    assert (missing.status, bearer) == (401, 'Bearer realm="oauth"')
    assert dpop.startswith('DPoP algs="')
    assert 'error="invalid_token"' in unknown.headers["WWW-Authenticate"]
    assert (too_little.status, too_little.body["error"]) == (403, "insufficient_scope")
    assert in_query.status == 400


async def test_a_disabled_app_and_its_tokens_are_worth_nothing(standard, standard_app):
    token = (await standard.tokens(standard_app))["access_token"]
    running = standard.platform.running.platform
    changes = {"is_active": False}
    await running.store.change_client(standard_app.client_id, changes, running.clock())

    refused = await standard.post("token", CLIENT, standard_app)
    resource = await standard.get(
        standard.platform.endpoint("resource"), Authorization=f"Bearer {token}"
    )

    assert (refused.status, resource.status) == (401, 401)


async def test_a_fault_is_told_in_the_words_of_the_standard(standard, standard_app):
    for fault in ("invalid_grant@token", "503@token", "500@token"):
        await standard.platform.fail(fault)

    answers = [await standard.post("token", CLIENT, **basic(standard_app)) for _ in range(3)]

    assert [answer.body["error"] for answer in answers] == [
        "invalid_grant",
        "temporarily_unavailable",
        "server_error",
    ]


async def test_a_client_that_is_deleted_while_it_asks_is_none(standard, standard_app):
    platform = standard.platform.running.platform
    client = await platform.store.client(standard_app.client_id)

    def deleting(size):
        with suppress(StopIteration):  # SQLite answers without waiting
            platform.store.delete_client(client.client_id).send(None)
        return platform.random(size)

    issuer = Issuer(platform=replace(platform, random=deleting), origin=standard.issuer)
    message = Message(
        method="POST",
        url=f"{standard.issuer}/token",
        headers=CIMultiDict(basic(standard_app)),
        parameters=Parameters(pairs=tuple(CLIENT.items())),
    )

    with pytest.raises(InvalidClient, match="not registered any more"):
        await issue_tokens(issuer, message)
