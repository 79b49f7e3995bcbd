import pytest

from oauth_tool.web.listening import bound
from oauth_tool.web.places import origin_for_browsers, place_of
from tool_cli.errors import InvalidInput


@pytest.fixture
def listener():
    with bound(0, "--port") as bound_listener:
        yield bound_listener


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_browser_opens_the_loopback_address(host):
    with bound(0, "--port", host) as listener:
        port = listener.getsockname()[1]

        assert origin_for_browsers(listener) == f"http://127.0.0.1:{port}"


def test_answers_come_to_the_server_itself(listener):
    place = place_of(listener, None)

    assert place.redirect_uri == f"{place.origin}/callback"
    assert place.callback_path == "/callback"


def test_a_redirect_uri_on_this_machine_is_where_pages_are_opened(listener):
    place = place_of(listener, "http://localhost:8080/oauth/back")

    assert (place.origin, place.callback_path) == ("http://localhost:8080", "/oauth/back")


def test_a_redirect_uri_elsewhere_leaves_the_pages_where_they_are(listener):
    place = place_of(listener, "https://app.example/callback")

    assert place.origin == origin_for_browsers(listener)
    assert place.redirect_uri == "https://app.example/callback"


@pytest.mark.parametrize(
    "uri",
    [
        "nope",
        "http://app.example/callback",
        "javascript:alert(1)",
        "http://localhost:1",
        "http://localhost:1/",
        "http://localhost:1/static/x",
        "http://localhost:1/exports/x",
    ],
)
def test_a_redirect_uri_that_cannot_work_is_refused(listener, uri):
    with pytest.raises(InvalidInput):
        place_of(listener, uri)
