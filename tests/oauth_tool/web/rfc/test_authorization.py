"""The authorization endpoint of the standard wire: whom it answers, where, and with what."""

from urllib.parse import urlencode

import pytest
from tests.plumbing.standard_platform import (
    CALLBACK,
    HTML,
    action_in,
    answer_in,
    code_form,
    decide,
    fields_in,
    request,
    sign_in,
)
from yarl import URL


async def refusal(standard, url):
    return answer_in((await standard.get(url)).location)


async def test_sign_in_and_consent_end_with_a_code_the_state_and_the_issuer(standard, standard_app):
    login = (await standard.get(standard.asking(standard_app))).location
    page, answer = await decide(standard, await sign_in(standard, login), "allow")
    given = answer_in(answer.location)

    assert "Read your data through the API" in page.text
    assert answer.location.startswith(f"{CALLBACK}?")
    assert (given["state"], given["iss"]) == ("xyz", standard.issuer)
    tokens = await standard.post("token", code_form(given["code"]), standard_app)
    assert tokens.body["scope"] == "openid api.read"


async def test_a_no_goes_to_the_app_and_a_forged_form_nowhere(standard, standard_app):
    login = (await standard.get(standard.asking(standard_app, state=None))).location
    _, answer = await decide(standard, await sign_in(standard, login), "deny")
    given = answer_in(answer.location)
    forged = {"request": urlencode(request(standard_app)), "decision": "allow"}

    assert (given["error"], given["iss"]) == ("access_denied", standard.issuer)
    assert "state" not in given
    decision = f"{standard.platform.endpoint('authorization')}/decision"
    assert (await standard.post(decision, forged)).status == 403


async def test_nobody_is_sent_to_an_address_that_is_not_the_apps(standard, standard_app):
    wrong = [
        {"client_id": "nobody"},
        {"client_id": None},
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": f"{CALLBACK}?more"},
        {"redirect_uri": f"{CALLBACK}#fragment"},
        {"redirect_uri": CALLBACK.upper()},
    ]

    for changes in wrong:
        answer = await standard.get(standard.asking(standard_app, **changes), **HTML)
        assert (answer.status, answer.location) == (400, ""), changes
        assert "text/html" in answer.headers["Content-Type"]


async def test_an_address_given_twice_is_none(standard, standard_app):
    url = f"{standard.asking(standard_app)}&redirect_uri={CALLBACK}"

    assert (await standard.get(url, **HTML)).status == 400


async def test_the_app_is_told_which_rule_its_request_breaks(standard):
    app = await standard.register(scopes=["openid", "api.read"])
    broken = [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "code id_token"}, "unsupported_response_type"),
        ({"response_mode": "fragment"}, "invalid_request"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "nonsense"}, "invalid_scope"),
        ({"scope": "api.delete"}, "invalid_scope"),
        ({"request": "e30."}, "request_not_supported"),
        ({"request_uri": "urn:x"}, "request_uri_not_supported"),
        ({"prompt": "none"}, "login_required"),
        ({"prompt": "none login"}, "invalid_request"),
        ({"prompt": "create"}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
    ]

    for changes, error in broken:
        answer = await standard.get(standard.asking(app, **changes))
        given = answer_in(answer.location)
        assert answer.status == 303
        assert answer.location.startswith(f"{CALLBACK}?")
        assert (given["error"], given["state"], given["iss"]) == (error, "xyz", standard.issuer)


async def test_any_other_parameter_given_twice_is_told_to_the_app(standard, standard_app):
    given = await refusal(standard, f"{standard.asking(standard_app)}&nonce=a&nonce=b")

    assert given["error"] == "invalid_request"


@pytest.mark.parametrize("state", ["%41", "%2525", "a%26b", "a+b", "a b&c=d;e", "ü"])
async def test_what_the_app_sends_comes_back_as_it_was(standard, state):
    uri = "https://app.example/cb%20x?y=%41"
    app = await standard.register(redirect_uris=[uri])
    url = URL(standard.asking(app, state=state, redirect_uri=uri), encoded=True)

    back = await sign_in(standard, (await standard.get(url)).location)
    page = await standard.get(URL(standard.issuer + back, encoded=True), **HTML)
    decision = {**fields_in(page.text), "decision": "allow"}
    answer = await standard.post(standard.issuer + action_in(page.text), decision)

    assert answer.location.startswith(f"{uri}&code=")
    assert answer_in(answer.location)["state"] == state


async def test_a_native_app_may_use_any_port_of_its_loopback_address(standard):
    app = await standard.register(redirect_uris=["http://127.0.0.1/cb"], is_public=True)
    uri = "http://127.0.0.1:49152/cb"

    code = await standard.code(app, redirect_uri=uri)
    elsewhere = await standard.get(standard.asking(app, redirect_uri="http://127.0.0.1:1/x"))
    form = code_form(code, redirect_uri=uri, client_id=app.client_id)

    assert elsewhere.status == 400
    assert (await standard.post("token", form)).status == 200


async def test_whoever_must_sign_in_again_does_so_once(standard, standard_app):
    login = (await standard.get(standard.asking(standard_app))).location
    await sign_in(standard, login)
    again = standard.asking(standard_app, prompt="login consent")

    asked = (await standard.get(again)).location
    back = await sign_in(standard, asked)

    assert asked.startswith("/login?")
    assert "prompt=consent" in back
    assert (await standard.get(standard.issuer + back, **HTML)).status == 200


async def test_no_age_at_all_asks_for_one_more_sign_in_and_not_for_ever(standard, standard_app):
    await sign_in(standard, (await standard.get(standard.asking(standard_app))).location)
    asking = standard.asking(standard_app, max_age="0")

    asked = (await standard.get(asking)).location
    page = await standard.get(standard.issuer + await sign_in(standard, asked), **HTML)
    silent = await refusal(standard, standard.asking(standard_app, max_age="0", prompt="none"))

    assert asked.startswith("/login?")
    assert "Read your data" in page.text
    assert silent["error"] == "login_required"


async def test_a_sign_in_that_is_too_old_does_not_count(standard, standard_app):
    login = (await standard.get(standard.asking(standard_app))).location
    await sign_in(standard, login)

    fresh = await standard.get(standard.asking(standard_app, max_age="60"), **HTML)
    await standard.platform.advance("61s")
    old = await standard.get(standard.asking(standard_app, max_age="60"), **HTML)
    silent = await refusal(standard, standard.asking(standard_app, max_age="60", prompt="none"))

    assert (fresh.status, old.location[:7]) == (200, "/login?")
    assert silent["error"] == "login_required"


async def test_who_has_agreed_before_is_asked_nothing_if_no_page_may_be_shown(
    standard, standard_app
):
    login = (await standard.get(standard.asking(standard_app, scope="openid api.read"))).location
    back = await sign_in(standard, login)
    silent = {"prompt": "none"}

    not_yet = await refusal(standard, standard.asking(standard_app, **silent))
    await decide(standard, back, "allow")
    now = await refusal(standard, standard.asking(standard_app, scope="openid", **silent))
    more = await refusal(standard, standard.asking(standard_app, scope="api.write", **silent))

    assert not_yet["error"] == more["error"] == "consent_required"
    assert (await standard.post("token", code_form(now["code"]), standard_app)).status == 200


async def test_a_consent_ends_and_can_be_given_again(standard, standard_app):
    asking = standard.asking(standard_app, prompt="none")

    answers = []
    for _ in range(2):
        await standard.platform.advance("31d")
        answers.append(await refusal(standard, asking))
        login = (await standard.get(standard.asking(standard_app))).location
        back = await sign_in(standard, login)
        answers.append(await refusal(standard, asking))
        await decide(standard, back, "allow")
        answers.append(await refusal(standard, asking))

    told = [answer.get("error", "a code") for answer in answers]
    assert told == ["login_required", "consent_required", "a code"] * 2


async def test_a_request_may_come_as_a_form_from_a_page_of_the_app(standard, standard_app):
    elsewhere = {
        "Origin": "https://app.example",
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
    }
    asked = request(standard_app, state="a b&c=ü")

    sent = await standard.post("authorization", asked, **elsewhere)
    login = (await standard.get(standard.issuer + sent.location)).location
    _, answer = await decide(standard, await sign_in(standard, login), "allow")

    assert (sent.status, sent.location[:11]) == (303, "/authorize?")
    assert answer_in(answer.location)["state"] == "a b&c=ü"


async def test_what_is_wrong_with_such_a_form_is_told_where_it_belongs(standard, standard_app):
    asked = list(request(standard_app).items())

    twice = await standard.post("authorization", [*asked, ("nonce", "a"), ("nonce", "b")])
    too_long = await standard.post("authorization", [*asked, ("nonce", "a" * 9000)], **HTML)
    in_both = await standard.post(f"{standard.platform.endpoint('authorization')}?x=1", asked)
    decision = f"{standard.platform.endpoint('authorization')}/decision"
    elsewhere = await standard.post(decision, asked, Origin="https://app.example")

    assert (await refusal(standard, standard.issuer + twice.location))["error"] == "invalid_request"
    assert "can be pushed beforehand" in too_long.text
    assert [one.status for one in (too_long, in_both, elsewhere)] == [400, 400, 403]
