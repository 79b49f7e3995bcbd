import pytest

from oauth_tool.client.endpoint_urls import leads_home, problem_with_endpoint, same_origin


@pytest.mark.parametrize(
    "url", ["https://id.example/register", "http://127.0.0.1:8080/r", "http://[::1]/r"]
)
def test_https_and_http_on_this_machine_are_in_order(url):
    assert problem_with_endpoint(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://id.example/r",
        "http://localhost.evil.example/r",
        "https://id.example@evil.example/r",
        "https:///r",
        "https://[bad/r",
        "https://id.example/\nr",
        "",
        None,
        ["https://id.example"],
        17,
    ],
)
def test_everything_else_is_not(url):
    assert problem_with_endpoint(url)


def test_plain_http_elsewhere_wants_to_be_allowed():
    assert problem_with_endpoint("http://keycloak:8080/r", allow_http=True) is None
    assert problem_with_endpoint("HTTP://keycloak:8080/r", allow_http=True) is None
    assert problem_with_endpoint("http://user@keycloak/r", allow_http=True)
    assert problem_with_endpoint("javascript:alert(1)", allow_http=True)


def test_only_a_server_on_this_machine_may_name_an_address_on_it():
    assert leads_home("http://127.0.0.1/r", "https://id.example")
    assert not leads_home("http://127.0.0.1/r", "http://localhost:8080")
    assert not leads_home("https://api.id.example/r", "https://id.example")


def test_an_origin_is_scheme_host_and_port():
    assert same_origin("https://ID.example/a", "https://id.example/b?c")
    assert not same_origin("https://id.example:8443/a", "https://id.example/a")
