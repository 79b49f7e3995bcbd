"""Send the client's requests: to the configured platform only, and never any further."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp

from oauth_tool.client.messages import Request, Response
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Exchange
from oauth_tool.oauth.moments import Clock, utc_now
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.web.certificates import trusted

TIMEOUT_SECONDS = 15
LONGEST_ANSWER = 256 * 1024
USER_AGENT = "oauth-tool"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Sends requests and says what became of them.

    Attributes:
        http: The connections.
        origins: Where requests may go; nothing is sent to any other place.
        clock: Tells when a request was sent.
        stopwatch: Seconds that only grow, to measure with.
    """

    http: aiohttp.ClientSession
    origins: frozenset[str]
    clock: Clock = utc_now
    stopwatch: Callable[[], float] = time.monotonic

    async def send(self, step: Step, request: Request) -> Exchange:
        """Send a request, follow no redirect, and return the exchange, answered or failed."""
        if origin_of(request.url) not in self.origins:
            raise StepFailed(
                f"nothing is sent to {origin_of(request.url)}",
                "requests go to the platform's and the backend's address only",
            )
        exchange = Exchange(step=step, request=request, started_at=self.clock())
        begin = self.stopwatch()
        try:
            sent, response = await self._answer_to(request)
            outcome = replace(exchange, request=sent, response=response)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            outcome = replace(exchange, failure=_failure(request, error))
        except StepFailed as failure:
            outcome = replace(exchange, failure=failure)
        return replace(outcome, duration=timedelta(seconds=self.stopwatch() - begin))

    async def _answer_to(self, request: Request) -> tuple[Request, Response]:
        async with self.http.request(
            request.method,
            request.url,
            headers=list(request.headers),
            data=request.body or None,
            allow_redirects=False,
            ssl=trusted() if urlsplit(request.url).scheme == "https" else True,
        ) as answer:
            response = Response(
                status=answer.status,
                reason=answer.reason or "",
                headers=tuple(answer.headers.items()),
                body=await _body_of(answer),
                received_at=self.clock(),
            )
            sent_headers = tuple(answer.request_info.headers.items())
            return replace(request, headers=sent_headers), response


@asynccontextmanager
async def opened_sender(origins: frozenset[str]) -> AsyncIterator[Sender]:
    """Open connections that know no proxy and no cookies, and close them."""
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": USER_AGENT},
    ) as http:
        yield Sender(http=http, origins=origins)


async def _body_of(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise StepFailed(
                f"the answer is longer than {LONGEST_ANSWER // 1024} KiB, it was not read further",
                "check that the address is that of the backend",
            )
    return bytes(body)


def _failure(request: Request, error: Exception) -> StepFailed:
    origin = origin_of(request.url)
    why, hint = _reason(error)
    failure = StepFailed(f"could not reach {origin}: {why}", hint)
    failure.__cause__ = error
    return failure


def _reason(error: Exception) -> tuple[str, str]:
    for kind, why, hint in REASONS:
        if isinstance(error, kind):
            return why, hint
    return type(error).__name__, "check the address, and that the platform is running"


REASONS: tuple[tuple[type[Exception], str, str], ...] = (
    (
        aiohttp.ClientConnectorCertificateError,
        "its certificate is not trusted",
        "use an address whose certificate this machine trusts",
    ),
    (
        aiohttp.ClientSSLError,
        "no TLS connection came about",
        "check whether the address begins with http or https",
    ),
    (
        aiohttp.ClientConnectorDNSError,
        "there is no host of this name",
        "check the spelling of the address",
    ),
    (
        aiohttp.ConnectionTimeoutError,
        "it does not answer",
        "check the address, and that no firewall is in between",
    ),
    (
        TimeoutError,
        f"no answer within {TIMEOUT_SECONDS} seconds",
        "the server hangs or is overloaded; try again",
    ),
    (ConnectionRefusedError, "connection refused", "is it running?"),
    (aiohttp.ClientConnectorError, "connection refused", "is it running?"),
    (
        aiohttp.ServerDisconnectedError,
        "it closed the connection without an answer",
        "its own log says why",
    ),
    (
        aiohttp.ClientResponseError,
        "what answered does not speak HTTP",
        "check the port, and whether the address begins with http or https",
    ),
)
