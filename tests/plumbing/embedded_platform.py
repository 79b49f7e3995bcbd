"""An embedded platform over an SQLite file, its clock, and apps that use it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from tests.plumbing.cheap_hashes import with_cheap_hashes

from oauth_tool.oauth.pkce import challenge_for
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.platform import authorization, token
from oauth_tool.platform.authorization import AuthorizationRequest
from oauth_tool.platform.platform import Platform
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.opening import opened_store

VERIFIER = "v" * 43
REDIRECT_URI = "https://app.example/cb"


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2026, 11, 23, 20, 40, 53, 820000, tzinfo=UTC)

    def __call__(self):
        return self.now

    def advance(self, **duration):
        self.now += timedelta(**duration)


@dataclass(frozen=True)
class App:
    """A registered app with its secret, and what it sends."""

    client: object
    secret: str

    @property
    def credentials(self):
        return {"client_id": self.client.client_id, "client_secret": self.secret}

    def request(self, **changes):
        fields = {
            "client_id": self.client.client_id,
            "redirect_uri": REDIRECT_URI,
            "scopes": ("IDENTITY",),
            "state": "xyz",
            "code_challenge": challenge_for(VERIFIER),
        }
        return AuthorizationRequest(**{**fields, **changes})

    def code_parameters(self, code, changes=None):
        fields = {
            **self.credentials,
            "code": code,
            "redirect_uri": REDIRECT_URI,
            "code_verifier": VERIFIER,
        }
        return {**fields, **(changes or {})}


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
async def platform(tmp_path, watch):
    profile = with_cheap_hashes(load_profile("autogpt"))
    async with opened_store(
        f"sqlite:///{tmp_path}/store.sqlite3", profile, for_platform=True
    ) as store:
        yield Platform(store=store, profile=profile, clock=watch)


@pytest.fixture
def add_app(platform):
    """Register an app with some fields of its form as asked."""

    async def add(**changes):
        fields = {
            "name": "App",
            "redirect_uris": (REDIRECT_URI,),
            "scopes": ("IDENTITY", "READ_GRAPH"),
            "owner_id": DEMO_USER_ID,
        }
        registration = prepare(Form(**{**fields, **changes}), platform.profile)
        await platform.store.add_client(registration.client)
        secret = registration.secret.reveal() if registration.secret else None
        return App(client=registration.client, secret=secret)

    return add


@pytest.fixture
async def app(add_app):
    return await add_app()


@pytest.fixture
def disable(platform, watch):
    """Disable an app that is registered."""
    return lambda app: platform.store.change_client(
        app.client.client_id, {"is_active": False}, watch()
    )


@pytest.fixture
def new_code(platform):
    """Let the demo user agree to an app's request, and return the code."""

    async def issue(app, **changes):
        request = app.request(**changes)
        uri = await authorization.approve(platform, app.client, request, DEMO_USER_ID)
        return uri.partition("code=")[2].partition("&")[0]

    return issue


@pytest.fixture
def new_tokens(platform, new_code):
    """Walk an app through the code flow, and return what it was issued."""

    async def issue(app, **changes):
        code = await new_code(app, **changes)
        return await token.issue_tokens(platform, "authorization_code", app.code_parameters(code))

    return issue
