"""A light HTTP client for measuring: raw sockets and epoll, one request a connection at a time."""

import json
import selectors
import socket
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
CHUNK = 65536

Walk = Generator[bytes, "Answer", None]
"""Yields requests, and is sent the answers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its head as it came, and its body."""

    head: bytes
    body: bytes

    @property
    def status(self) -> int:
        """Its status code."""
        return int(self.head[9:12])

    def header(self, name: str) -> str:
        """Return the value of a header, empty if it is not there."""
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name:
                return value.strip()
        return ""

    def json(self) -> Mapping[str, object]:
        """Return the JSON object in its body."""
        told: Mapping[str, object] = json.loads(self.body)
        return told


def request(
    method: str, path: str, port: int, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> bytes:
    """Return a request as it goes over the wire."""
    lines = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(body)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def answer_to(port: int, sent: bytes) -> Answer:
    """Send one request on a connection of its own, and return the answer."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        received = b""
        while (whole := _whole(received)) is None:
            received += _received(connection)
        return whole


def answers_per_second(
    port: int, connections: int, seconds: float, walk: Callable[[int], Walk]
) -> float:
    """Return how many whole walks a second the server gets through.

    Args:
        port: Where it listens.
        connections: How many walks are under way at a time, each on a connection of its own.
        seconds: How long to measure, after a tenth of that to warm up.
        walk: Makes one walk, given the number of its connection; a walk that ends is followed by
            the next.
    """
    ends: list[float] = []
    with selectors.DefaultSelector() as ready:
        for number in range(connections):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            steps = _steps(connection, partial(walk, number), ends)
            next(steps)
            ready.register(connection, selectors.EVENT_READ, steps)
        start = time.perf_counter()
        begin, end = start + seconds / 10, start + seconds * 1.1
        while time.perf_counter() < end:
            for key, _ in ready.select(1):
                next(key.data)
        for key in list(ready.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr] # it is a socket
    return sum(begin < moment < end for moment in ends) / seconds


def _steps(
    connection: socket.socket, walk: Callable[[], Walk], ends: list[float]
) -> Iterator[None]:
    while True:
        under_way = walk()
        sent = next(under_way)
        while True:
            connection.sendall(sent)
            yield
            received = connection.recv(CHUNK)
            while (whole := _whole(received)) is None:
                yield
                received += _received(connection)
            try:
                sent = under_way.send(whole)
            except StopIteration:
                break
        ends.append(time.perf_counter())


def _received(connection: socket.socket) -> bytes:
    received = connection.recv(CHUNK)
    if not received:
        raise ConnectionError("the server closed a connection")
    return received


def _whole(received: bytes) -> Answer | None:
    head, found, body = received.partition(HEAD_END)
    if not found:
        return None
    at = head.lower().find(LENGTH)
    length = int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    return Answer(head, body) if len(body) >= length else None
