"""Whatever is logged, at any level and even of a failure inside, no secret is in it."""

import logging

from tests.plumbing.standard_platform import basic, code_form


async def test_nothing_secret_is_logged(standard, caplog):
    caplog.set_level(logging.DEBUG)
    app = await standard.register()
    code = await standard.code(app)
    tokens = (await standard.post("token", code_form(code), app)).body
    renewed = (await standard.renew(app, tokens["refresh_token"])).body
    issued = [one[name] for one in (tokens, renewed) for name in ("access_token", "refresh_token")]
    for token in issued:
        await standard.get(f"{standard.issuer}/api", Authorization=f"Bearer {token}")
    refused = await standard.post("token", code_form(code), app)

    await standard.platform.running.platform.store.close()
    failed = await standard.post("token", code_form(code), app)

    secret = [app.client_secret, basic(app)["Authorization"], code, *issued]
    secret += [tokens["id_token"], standard.platform.control_token]
    assert (refused.status, failed.status) == (400, 500)
    assert "POST /token failed" in caplog.text
    assert [one for one in secret if one in caplog.text] == []
