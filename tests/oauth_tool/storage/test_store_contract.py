"""Every store keeps the same promises, whatever database it is in."""

import asyncio
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from tests.plumbing.accepted import DESCRIPTIONS, NAMES, URI_LISTS

from oauth_tool.oauth.moments import utc_now
from oauth_tool.oauth.tokens import AuthorizationCode, Token, TokenPair, digest_of
from oauth_tool.storage.clients import ClientExists, NoSuchOwner
from oauth_tool.storage.database import NotUniqueError
from tool_cli.errors import ToolError

AWKWARD = 'O\'Brien "x" \\ -- ; \n\t\x01 $1 :name ? %s é 🚀'


def code_for(client, **changes):
    now = utc_now()
    code = AuthorizationCode(
        id=str(uuid.uuid4()),
        code=uuid.uuid4().hex,
        created_at=now,
        expires_at=now + timedelta(minutes=10),
        client_row=client.id,
        user_id=client.owner_id,
        scopes=("IDENTITY",),
        redirect_uri="https://app.example/cb",
        code_challenge="c" * 43,
        code_challenge_method="S256",
    )
    return replace(code, **changes)


def pair_for(client, family_id):
    return TokenPair(access=_token(client, family_id), refresh=_token(client, family_id))


def _token(client, family_id):
    now = utc_now()
    return Token(
        id=str(uuid.uuid4()),
        digest=digest_of(uuid.uuid4().hex),
        created_at=now,
        expires_at=now + timedelta(hours=1),
        client_row=client.id,
        user_id=client.owner_id,
        scopes=("IDENTITY",),
        family_id=family_id,
    )


@pytest.fixture
async def issued(store, new_client):
    """Return a client, its code that was redeemed, and the tokens that it brought."""
    client = new_client()
    await store.add_client(client)
    code = code_for(client)
    await store.add_code(code)
    pair = pair_for(client, code.id)
    assert await store.redeem_code(code, pair, utc_now())
    return client, code, pair


async def test_a_client_comes_back_as_it_went_in(store, new_client):
    client = new_client(
        name=AWKWARD,
        description=AWKWARD,
        redirect_uris=("https://a.example/cb?x='1',\"2\"&y={a}", "http://[::1]:9/cb"),
        logo_url="https://a.example/logo.png",
        is_active=False,
    )

    await store.add_client(client)

    assert await store.client(client.client_id) == client
    assert await store.client_at(client.id) == client


async def test_an_unknown_client_is_none(store):
    assert await store.client("agpt_client_nobody' OR '1'='1") is None


async def test_clients_are_listed_newest_first(store, new_client):
    older, newer = new_client(created_at=utc_now() - timedelta(days=1)), new_client()
    for client in (older, newer):
        await store.add_client(client)

    assert [client.client_id for client in await store.clients()] == [
        newer.client_id,
        older.client_id,
    ]


async def test_a_client_id_is_taken_once(store, new_client):
    client = new_client()
    await store.add_client(client)

    with pytest.raises(ClientExists, match=client.client_id):
        await store.add_client(new_client(client_id=client.client_id, name="Second"))

    assert (await store.client(client.client_id)).name == "App"


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(name=NAMES, description=DESCRIPTIONS.filter(bool), uris=URI_LISTS)
async def test_every_text_that_is_accepted_comes_back_byte_by_byte(
    store, new_client, name, description, uris
):
    client = new_client(name=name, description=description, redirect_uris=uris)

    await store.add_client(client)

    assert await store.client(client.client_id) == client


async def test_of_many_clients_with_one_client_id_one_is_kept(store, new_client):
    rivals = [new_client(client_id="agpt_client_same", name=str(n)) for n in range(50)]

    outcomes = await asyncio.gather(*map(store.add_client, rivals), return_exceptions=True)

    assert [type(o) for o in outcomes if o is not None] == [ClientExists] * 49


async def test_a_client_needs_an_owner_that_exists(store, new_client):
    client = new_client(owner_id="nobody")

    with pytest.raises(NoSuchOwner, match="nobody"):
        await store.add_client(client)

    assert await store.client(client.client_id) is None


async def test_a_disabled_client_is_disabled_and_nothing_else(store, new_client):
    client = new_client()
    other = new_client()
    for one in (client, other):
        await store.add_client(one)
    now = utc_now()

    assert await store.change_client(client.client_id, {"is_active": False}, now)

    assert await store.client(client.client_id) == replace(client, is_active=False, updated_at=now)
    assert await store.client(other.client_id) == other
    assert not await store.change_client("agpt_client_x", {"is_active": False}, now)


async def test_a_deleted_client_takes_its_codes_and_tokens_along(store, issued):
    client, code, pair = issued

    assert await store.delete_client(client.client_id)

    assert not await store.delete_client(client.client_id)
    assert await store.code(code.code) is None
    assert await store.access_token(pair.access.digest) is None
    assert await store.refresh_token(pair.refresh.digest) is None


async def test_a_user_is_found_by_its_id(store, owner_id):
    assert (await store.user(owner_id)).id == owner_id
    assert await store.user("nobody") is None


async def test_a_user_is_added_once(store, owner_id):
    assert not await store.add_user(await store.user(owner_id))


async def test_a_code_is_redeemed_once_even_by_many_at_the_same_time(store, new_client):
    client = new_client()
    await store.add_client(client)
    code = code_for(client)
    await store.add_code(code)
    pairs = [pair_for(client, code.id) for _ in range(64)]

    outcomes = await asyncio.gather(*(store.redeem_code(code, pair, utc_now()) for pair in pairs))

    assert sum(outcomes) == 1
    kept = [pair for pair in pairs if await store.access_token(pair.access.digest)]
    assert kept == [pairs[outcomes.index(True)]]
    assert (await store.code(code.code)).used_at is not None


async def test_tokens_come_back_as_they_went_in(store, issued):
    _, _, pair = issued

    access = await store.access_token(pair.access.digest)
    refresh = await store.refresh_token(pair.refresh.digest)

    assert replace(access, family_id=None) == replace(pair.access, family_id=None)
    assert replace(refresh, family_id=None) == replace(pair.refresh, family_id=None)


async def test_a_refresh_token_is_rotated_once(store, issued):
    client, code, first = issued
    successors = [pair_for(client, code.id) for _ in range(64)]

    outcomes = await asyncio.gather(
        *(store.rotate(first.refresh, pair, utc_now()) for pair in successors)
    )

    assert sum(outcomes) == 1
    assert (await store.refresh_token(first.refresh.digest)).revoked_at is not None


async def test_a_second_revocation_does_not_move_the_first(store, issued):
    client, _, pair = issued
    first = utc_now()

    revoked = [
        await revoke(digest, client.id, moment)
        for moment in (first, first + timedelta(minutes=1))
        for revoke, digest in (
            (store.revoke_access_token, pair.access.digest),
            (store.revoke_refresh_token, pair.refresh.digest),
        )
    ]

    assert revoked == [True, True, False, False]
    assert (await store.access_token(pair.access.digest)).revoked_at == first
    assert (await store.refresh_token(pair.refresh.digest)).revoked_at == first


async def test_a_token_is_revoked_by_its_own_client_only(store, issued):
    _, _, pair = issued

    assert not await store.revoke_access_token(pair.access.digest, "another", utc_now())
    assert not await store.revoke_refresh_token(pair.refresh.digest, "another", utc_now())

    assert (await store.access_token(pair.access.digest)).revoked_at is None
    assert (await store.refresh_token(pair.refresh.digest)).revoked_at is None


async def test_a_family_is_revoked_where_the_tables_know_families(store, issued):
    _, code, pair = issued

    await store.revoke_family(code.id, utc_now())

    token = await store.access_token(pair.access.digest)
    assert (token.revoked_at is not None) == store.tables.access_tokens.holds("family_id")


async def test_a_failed_transaction_leaves_nothing_behind(store, new_client):
    client = new_client()
    await store.add_client(client)
    code = code_for(client)
    await store.add_code(code)
    pair = pair_for(client, code.id)
    clash = replace(pair_for(client, code.id), access=pair.access)
    await store.redeem_code(code_for(client, id=code.id), clash, utc_now())
    second = code_for(client)
    await store.add_code(second)

    with pytest.raises(NotUniqueError):
        await store.redeem_code(second, clash, utc_now())

    assert (await store.code(second.code)).used_at is None


async def test_a_database_that_changed_under_the_tool_is_one_clear_error(store, new_client):
    gone = replace(store.tables.clients, name="Gone")
    broken = replace(store, tables=replace(store.tables, clients=gone))

    with pytest.raises(ToolError, match="^the database"):
        await broken.add_client(new_client())
    with pytest.raises(ToolError, match="^the database"):
        await broken.clients()
