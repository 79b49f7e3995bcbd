"""An app, its server, and a session, as the client's functions take them."""

import json
from datetime import UTC, datetime

import pytest

from oauth_tool.client.app import App, Server
from oauth_tool.client.messages import Response
from oauth_tool.client.session import Session
from oauth_tool.client.walk import Walk
from oauth_tool.oauth.credentials import Secret
from oauth_tool.profiles.loading import load_profile

PLATFORM, BACKEND = "https://platform.example", "https://backend.example"


@pytest.fixture
def now():
    return datetime(2026, 11, 23, 20, 40, tzinfo=UTC)


@pytest.fixture
def walk():
    """Return a walk that has not begun."""
    server = Server(
        profile=load_profile("autogpt"), addresses={"platform": PLATFORM, "backend": BACKEND}
    )
    app = App(
        name="App",
        client_id="agpt_client_1",
        secret=Secret("agpt_secret_of-this-app"),
        redirect_uri="http://127.0.0.1:9876/callback",
        scopes=("IDENTITY", "READ_GRAPH"),
    )
    return Walk(server=server, app=app, session=Session())


@pytest.fixture
def answered():
    """Return a function that makes a response with a JSON body."""

    def answer(document, status=200):
        headers = (("Content-Type", "application/json"),)
        return Response(status=status, headers=headers, body=json.dumps(document).encode())

    return answer
