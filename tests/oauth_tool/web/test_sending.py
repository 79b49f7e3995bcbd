import aiohttp
import pytest
from aiohttp import web

from oauth_tool.client.messages import Request
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.steps import Step
from oauth_tool.web.listening import bound, origin_at
from oauth_tool.web.sending import LONGEST_ANSWER, Sender, opened_sender
from oauth_tool.web.serving import served


@pytest.fixture
async def backend():
    """Serve answers of every unpleasant kind, and return their origin."""

    async def redirecting(_):
        raise web.HTTPFound("http://127.0.0.1:1/elsewhere")

    async def endless(_):
        return web.Response(body=b"x" * (LONGEST_ANSWER + 1))

    async def echoing(request):
        return web.json_response(dict(request.headers))

    async def silent(request):
        request.transport.abort()

    app = web.Application()
    app.add_routes(
        [
            web.get("/redirecting", redirecting),
            web.get("/endless", endless),
            web.get("/echoing", echoing),
            web.get("/silent", silent),
        ]
    )
    with bound(0, "--port") as listener:
        async with served(app, listener):
            yield origin_at(listener)


async def send(url, *, origins=None):
    origin = "/".join(url.split("/")[:3])
    async with opened_sender(frozenset(origins or {origin})) as sender:
        return await sender.send(Step.RESOURCE, Request(method="GET", url=url))


async def test_what_was_really_sent_is_recorded(backend):
    exchange = await send(f"{backend}/echoing")

    assert ("User-Agent", "oauth-tool") in exchange.request.headers
    assert exchange.response.status == 200
    assert exchange.duration.total_seconds() > 0


async def test_redirects_are_not_followed(backend):
    exchange = await send(f"{backend}/redirecting")

    assert exchange.response.status == 302


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/", "http://localhost/", "https://evil.example/", "file:///etc/passwd", ""],
)
async def test_nothing_is_sent_to_an_origin_that_was_not_configured(backend, url):
    with pytest.raises(StepFailed, match="nothing is sent to"):
        await send(url, origins={backend})


async def test_an_endless_answer_is_cut_off(backend):
    exchange = await send(f"{backend}/endless")

    assert exchange.response is None
    assert "longer than 256 KiB" in exchange.failure.message


async def test_a_closed_port_is_a_refused_connection(unused_tcp_port):
    exchange = await send(f"http://127.0.0.1:{unused_tcp_port}/")

    assert exchange.failure.message == (
        f"could not reach http://127.0.0.1:{unused_tcp_port}: connection refused"
    )
    assert exchange.failure.hint == "is it running?"


async def test_a_connection_without_an_answer_is_told(backend):
    exchange = await send(f"{backend}/silent")

    assert "closed the connection without an answer" in exchange.failure.message


async def test_tls_to_a_plain_server_is_told(backend):
    exchange = await send(f"{backend.replace('http', 'https')}/echoing")

    assert "no TLS connection" in exchange.failure.message


async def test_a_name_without_a_host_is_told():
    exchange = await send("http://no-such-host.invalid/")

    assert "there is no host of this name" in exchange.failure.message


async def test_a_server_that_hangs_is_left():
    timeout = aiohttp.ClientTimeout(total=0.05)
    with bound(0, "--port") as listener:  # it accepts connections, and nobody answers them
        origin = origin_at(listener)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            sender = Sender(http=http, origins=frozenset({origin}))
            exchange = await sender.send(Step.TOKEN, Request(method="POST", url=f"{origin}/"))

    assert "no answer within" in exchange.failure.message
