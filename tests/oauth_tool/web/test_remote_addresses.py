import pytest

from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.remote_addresses import checked_address, silent_ones
from tool_cli.errors import InvalidInput


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8006", "http://localhost:8006"),
        ("https://platform.example/", "https://platform.example"),
        ("https://platform.example/base/", "https://platform.example/base"),
        ("http://[::1]:8006", "http://[::1]:8006"),
    ],
)
def test_an_address_loses_its_last_slash(url, address):
    assert checked_address(url, "--backend-url") == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8006",
        "ftp://a.example",
        "javascript:alert(1)",
        "http://",
        "http://a.example:0",
        "http://a.example:99999",
        "http://user:secret@a.example",
        "http://a.example/?x=1",
        "http://a.example/#x",
        "http://[broken",
        "http://a.example/\n",
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(InvalidInput, match="--backend-url is not the address of a server"):
        checked_address(url, "--backend-url")


async def test_those_that_accept_no_connection_are_named(unused_tcp_port):
    away = f"http://127.0.0.1:{unused_tcp_port}"
    with bound(0, "--port") as listener:
        here = origin_at(listener)

        assert await silent_ones({"platform": here, "backend": away, "other": away}) == [away]
