"""Apps that are pages of another origin: what their browser lets them ask, and what not (CORS)."""

from tests.plumbing.standard_platform import code_form

ELSEWHERE = {
    "Origin": "https://app.example",
    "Sec-Fetch-Site": "cross-site",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
}


async def test_a_public_app_in_a_browser_gets_its_tokens_and_uses_them(standard):
    app = await standard.register(is_public=True)
    form = code_form(await standard.code(app), client_id=app.client_id)

    metadata = await standard.get(
        f"{standard.issuer}/.well-known/openid-configuration", **ELSEWHERE
    )
    tokens = await standard.post("token", form, **ELSEWHERE)
    bearer = {"Authorization": f"Bearer {tokens.body['access_token']}"}
    user = await standard.get(metadata.body["userinfo_endpoint"], **ELSEWHERE, **bearer)
    refused = await standard.get(f"{standard.issuer}/api", **ELSEWHERE)

    for answer in (metadata, tokens, user, refused):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert (tokens.status, user.status, refused.status) == (200, 200, 401)
    assert "WWW-Authenticate" in refused.headers["Access-Control-Expose-Headers"]


async def test_a_browser_may_ask_before_it_sends_a_token(standard):
    asked = {"Access-Control-Request-Method": "GET", **ELSEWHERE}
    url = standard.platform.endpoint("resource")

    async with standard.http.options(url, headers=asked) as answer:
        assert answer.status == 204
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


async def test_pages_elsewhere_ask_nothing_else(standard):
    for path in ("introspect", "authorize", "register", "login"):
        url = f"{standard.issuer}/{path}"
        posted = await standard.post(url, {"token": "x"}, **ELSEWHERE)
        read = await standard.get(url, **ELSEWHERE)

        assert (posted.status, read.status) == (403, 403), path
        assert "Access-Control-Allow-Origin" not in posted.headers
