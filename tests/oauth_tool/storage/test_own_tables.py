"""What the embedded platform keeps for itself, in its own file and beside another's tables."""

from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from tests.plumbing.platform_database import OWNER_ID

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.terms import TermedTokens, Terms
from oauth_tool.oauth.tokens import AuthorizationCode, Token
from oauth_tool.oauth.users import DEMO_USER_ID
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare
from oauth_tool.storage.client_metadata import metadata_of, set_metadata
from oauth_tool.storage.opening import opened_store
from oauth_tool.storage.terms import add_code, add_tokens, redeem_code, rotate, terms_of
from oauth_tool.storage.tickets import Ticket, add_ticket, move_ticket, ticket_named

AWKWARD = 'O\'Brien "x" \\ -- ; \n\0 é 🚀'
TERMS = Terms(issuer="a", subject="s", audience=("x", "y"), nonce=AWKWARD, signed_in_at=1)


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request, tmp_path):
    url = f"sqlite:///{tmp_path}/store.sqlite3"
    if request.param == "postgresql":
        url = request.getfixturevalue("platform_database")()
    async with AsyncExitStack() as stack:
        opened = opened_store(url, load_profile("autogpt"), for_platform=True)
        yield await stack.enter_async_context(opened)


@pytest.fixture
async def client(store):
    owner = DEMO_USER_ID if store.database.dialect == "sqlite" else OWNER_ID
    form = Form(
        name="App",
        redirect_uris=("https://app.example/cb",),
        scopes=("IDENTITY",),
        owner_id=owner,
    )
    client = prepare(form, load_profile("autogpt")).client
    await store.add_client(client)
    return client


def issued(client, name):
    now = utc_now()
    common = {
        "created_at": now,
        "expires_at": now + timedelta(hours=1),
        "client_row": client.id,
        "user_id": client.owner_id,
        "scopes": ("IDENTITY",),
    }
    return common, [
        Token(id=f"{name}-{kind}", digest=f"{name}-{kind}", **common) for kind in ("a", "r")
    ]


async def test_codes_and_tokens_keep_their_terms_and_are_spent_once(store, client):
    common, (access, refresh) = issued(client, "1")
    code = AuthorizationCode(
        id="code",
        code="code",
        redirect_uri="https://app.example/cb",
        code_challenge="c",
        code_challenge_method="S256",
        **common,
    )
    tokens = TermedTokens(access=access, access_terms=TERMS, refresh=refresh, refresh_terms=TERMS)
    later = TermedTokens(access=issued(client, "2")[1][0], access_terms=TERMS)
    now = common["created_at"]

    await add_code(store, code, TERMS)

    assert await redeem_code(store, code, tokens, now)
    assert not await redeem_code(store, code, later, now)
    assert await rotate(store, refresh, later, now)
    assert not await rotate(store, refresh, tokens, now)
    for row_id in ("code", access.id, refresh.id, later.access.id):
        assert await terms_of(store, row_id) == TERMS
    await store.delete_expired(now + timedelta(hours=2))
    assert await terms_of(store, "code") is None


async def test_what_is_kept_of_a_client_beside_goes_with_it(store, client):
    _, (access, refresh) = issued(client, "1")
    tokens = TermedTokens(access=access, access_terms=TERMS, refresh=refresh, refresh_terms=TERMS)
    await add_tokens(store, tokens)
    await set_metadata(store, client, {"a": 1})

    assert await store.delete_client(client.client_id)

    assert await terms_of(store, access.id) is None
    assert await terms_of(store, refresh.id) is None
    assert await metadata_of(store, client) == {}


async def test_a_ticket_is_there_once_moves_once_and_goes(store):
    now = utc_now()
    ticket = Ticket(kind="k", name=AWKWARD, expires_at=now, label="L", content={"x": AWKWARD})

    assert await add_ticket(store, ticket)
    assert not await add_ticket(store, ticket)
    assert await ticket_named(store, "k", AWKWARD) == ticket
    assert await ticket_named(store, "other", AWKWARD) is None
    assert await move_ticket(store, ticket, "used", {"x": 1})
    assert not await move_ticket(store, ticket, "used", {"x": 2})
    assert (await ticket_named(store, "k", AWKWARD)).content == {"x": 1}
    await store.delete_expired(now + timedelta(seconds=1))
    assert await ticket_named(store, "k", AWKWARD) is None


async def test_what_a_client_says_of_itself_is_replaced_as_a_whole(store, client):
    assert await metadata_of(store, client) == {}

    await set_metadata(store, client, {"a": 1})
    await set_metadata(store, client, {"b": [AWKWARD]})

    assert await metadata_of(store, client) == {"b": [AWKWARD]}
