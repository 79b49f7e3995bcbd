"""What opens the doors of a running platform, for requests that are to be wrong further inside."""

import json
import re
from base64 import b64encode
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.plumbing.malformed_requests import DOCUMENTS, PAGES, Known

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.oauth.users import DEMO_USER_ID

CALLBACK = "http://127.0.0.1:8000/callback"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
GRANTS = ("authorization_code", "refresh_token", "client_credentials", DEVICE, EXCHANGE)


def known_at(url, profile, control_token):
    """Return what is good at a platform: of the preset with everything, or of a new client."""
    host = url.removeprefix("http://")
    texts, credentials = OF_PROFILE[profile](host, control_token)
    csrf_token, cookies = _signed_in(host)
    document = DOCUMENTS[profile]()["paths"]
    described = [(method.upper(), path) for path, methods in document.items() for method in methods]
    return Known(
        host=host,
        credentials=(*credentials, f"Bearer {control_token}"),
        api_key="agpt_key_of_grace_for_her_scripts",
        texts=(*texts, CALLBACK, "S256", "code", challenge_for("v" * 43), "v" * 43),
        cookies=cookies,
        csrf_token=csrf_token,
        operations=(*described, *PAGES[profile]),
    )


def _of_the_preset(host, control_token):
    steering = {"Authorization": f"Bearer {control_token}"}
    user = _json(host, "/control/user-tokens", b"{}", steering)["access_token"]
    return (
        ("shop", "agpt_secret_of_the_shop"),
        (f"Bearer {user}", f"Bearer {user}", "Bearer agpt_xt_fresh_token_of_ada"),
    )


def _of_a_new_client(host, _):
    metadata = {"redirect_uris": [CALLBACK], "grant_types": GRANTS}
    client = _json(host, "/register", json.dumps(metadata).encode())
    client_id, secret = client["client_id"], client["client_secret"]
    basic = f"Basic {b64encode(f'{client_id}:{secret}'.encode()).decode()}"

    def asked(path, **fields):
        form = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": basic}
        return _json(host, path, urlencode(fields).encode(), form)

    token = asked("/token", grant_type="client_credentials", scope="api.read")["access_token"]
    device = asked("/device_authorization", scope="openid api.read")
    codes = (device["device_code"], device["user_code"])
    return (client_id, client_id, secret, token, *codes, "openid api.read", *GRANTS), (
        basic,
        basic,
        f"Bearer {token}",
    )


OF_PROFILE = {"autogpt": _of_the_preset, "rfc": _of_a_new_client}


def _signed_in(host):
    cookie, page = _asked(host, "GET", "/login")
    csrf_token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    form = {"csrf_token": csrf_token, "user_id": DEMO_USER_ID, "next": "/"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    user, _ = _asked(host, "POST", "/login", urlencode(form).encode(), headers)
    return csrf_token, f"{user}; {cookie}"


def _json(host, path, body, headers=()):
    headers = {"Content-Type": "application/json", **dict(headers)}
    _, text = _asked(host, "POST", path, body, headers)
    return json.loads(text)


def _asked(host, method, path, body=None, headers=()):
    connection = HTTPConnection(host)
    connection.request(method, path, body, dict(headers))
    answer = connection.getresponse()
    cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
    text = answer.read().decode()
    connection.close()
    return cookie, text
