"""A server that registers apps as RFC 7591 and 7592 say, or answers as badly as a test wants."""

import json
from dataclasses import dataclass, field

import pytest
from aiohttp import web


@dataclass(kw_only=True)
class RegistrationServer:
    """A running server, and what was asked of it.

    Attributes:
        origin: Its scheme, host and port.
        clients: Client id → its metadata.
        tokens: Client id → the registration access token that is valid now.
        requests: Method and path of each request, in order.
        answers: Method and path → the answer to give instead of the right one.
        interruptions: Method and path → a function to call before the answer.
        metadata: Members of the server's metadata to have instead of the right ones.
        wanted_authorization: Method and path → the Authorization header that it wants to see.
        management_uri: Where clients are managed, if not at the right place.
        expiry: When secrets expire.
        changes: Members to register instead of those that were asked for.
    """

    origin: str = ""
    clients: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    interruptions: dict = field(default_factory=dict)
    metadata: dict = field(default_factory=dict)
    wanted_authorization: dict = field(default_factory=dict)
    management_uri: str = ""
    expiry: int = 0
    changes: dict = field(default_factory=dict)

    @property
    def endpoint(self):
        return f"{self.origin}/register"

    async def handle(self, request):
        place = (request.method, request.path)
        self.requests.append(place)
        self.interruptions.get(place, lambda: None)()
        if place in self.answers:
            return self.answers[place]()
        given = request.headers.get("Authorization", "")
        if self.wanted_authorization.get(place, given) != given:
            return web.Response(status=401)
        if request.path == "/.well-known/oauth-authorization-server":
            right = {"issuer": self.origin, "registration_endpoint": self.endpoint}
            return web.json_response({**right, **self.metadata})
        if request.path == "/register":
            return self._registered(await request.json())
        if request.path.startswith("/register/"):
            return await self._managed(request, request.path.removeprefix("/register/"))
        return web.Response(status=404)

    def _registered(self, asked):
        client_id = f"c{len(self.clients) + 1}"
        self.clients[client_id] = {"client_secret": f"secret-of-{client_id}", **asked}
        return web.json_response(self._answer(client_id), status=201)

    async def _managed(self, request, client_id):
        if request.headers.get("Authorization") != f"Bearer {self.tokens.get(client_id)}":
            return web.json_response({"error": "invalid_token"}, status=401)
        if request.method == "DELETE":
            del self.clients[client_id], self.tokens[client_id]
            return web.Response(status=204)
        if request.method == "PUT":
            self.clients[client_id] = await request.json()
        return web.json_response(self._answer(client_id))

    def _answer(self, client_id):
        # A new token with every answer, as RFC 7592 3 allows.
        self.tokens[client_id] = f"token-{len(self.requests)}-of-{client_id}"
        return {
            **self.clients[client_id],
            **self.changes,
            "client_id": client_id,
            "client_secret_expires_at": self.expiry,
            "registration_access_token": self.tokens[client_id],
            "registration_client_uri": self.management_uri or f"{self.endpoint}/{client_id}",
        }


@pytest.fixture
async def registration_server(aiohttp_server):
    """Start a registration server on a free port of this machine."""
    server = RegistrationServer()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    running = await aiohttp_server(app)
    server.origin = f"http://127.0.0.1:{running.port}"
    return server


def json_answer(document, status=200):
    """Return a function that makes this answer."""
    return lambda: web.Response(
        status=status, body=json.dumps(document).encode(), content_type="application/json"
    )
