"""What counts as a difference between two runs, and what does not."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oauth_tool.audit.rule import Finding, Verdict
from oauth_tool.audit.rulebook import RULES
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import ShownExchange, ShownMessage
from oauth_tool.web.exports.run import Run
from oauth_tool.web.exports.run_json import run_json
from oauth_tool.web.runs.comparing import compare
from oauth_tool.web.runs.meaning import meaning_of
from oauth_tool.web.runs.reading import run_in
from tool_cli.errors import ToolError

NOW = datetime(2026, 11, 23, 20, 40, tzinfo=UTC)


def entry(number=1, step=Step.RESOURCE, *, body="", status=200, headers=(), purpose=""):
    exchange = ShownExchange(
        step=step,
        method="GET",
        url="https://one.example/me?a=b",
        parameters=(("a", "b"),),
        request=ShownMessage(headers=(), body=""),
        response=ShownMessage(headers=headers, body=body),
        status=status,
        reason="",
        failure=None,
        started_at=NOW,
        milliseconds=1,
    )
    return ShownEntry(number=number, exchange=exchange, on_purpose=purpose)


def run(*entries, address="https://one.example", client_id="client_one", failed=(), wire="rfc"):
    findings = [
        Finding(
            rule=rule,
            verdict=Verdict.FAILED if rule.id in failed else Verdict.NOT_APPLICABLE,
            detail="it is not" if rule.id in failed else "",
        )
        for rule in RULES
    ]
    return Run(
        platform="One",
        wire=wire,
        addresses={"platform": address},
        app="App",
        client_id=client_id,
        redirect_uri="http://127.0.0.1:1/callback",
        entries=list(entries),
        findings={one.number: findings for one in entries},
        made_at=NOW,
    )


def differences(left, right):
    return [
        (one.part, one.name, one.left, one.right)
        for pair in compare(left, right).pairs
        for one in pair.differences
    ]


MEMBERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(body=MEMBERS, status=st.integers(100, 599))
def test_a_run_differs_in_nothing_from_itself_read_again(body, status):
    one = run(entry(body=json.dumps(body), status=status))

    again = run_in(run_json(one), "it")

    assert again == one
    assert compare(one, again).is_same


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ('{"exp": 1}', '{"exp": 2}'),
        ('{"at": "2026-11-23T20:40:53.820Z"}', '{"at": "2026-11-24T20:40:53+00:00"}'),
        ('{"id": "client_one"}', '{"id": "client_two"}'),
        ('{"url": "https://one.example/x"}', '{"url": "https://two.example/x"}'),
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}'),
    ],
)
def test_what_differs_in_any_two_runs_is_no_difference(ours, theirs):
    left = run(entry(body=ours, headers=(("Date", "Mon"),)))
    right = run(
        entry(body=theirs, headers=(("date", "Tue"),)),
        address="https://two.example",
        client_id="client_two",
    )

    found = differences(left, right)

    # The request of this test goes to one.example in both, which is not the right one's address.
    assert [one for one in found if one[1] != "address"] == []


def test_each_difference_names_its_place():
    left = run(entry(body='{"a": {"b": [1, 2]}}', headers=(("Cache-Control", "no-store"),)))
    right = run(entry(body='{"a": {"b": [1, 3]}}', status=201), failed=("state-returned",))

    assert differences(left, right) == [
        ("answer", "status", "200", "201"),
        ("answer header", "cache-control", "no-store", None),
        ("answer body", "/a/b/1", "2", "3"),
        ("finding", "state-returned", None, "it is not"),
    ]


def test_a_step_that_only_one_run_took_is_told():
    left = run(entry(1), entry(2, Step.REVOKE), entry(3, purpose="Revoked token"))
    right = run(entry(1), entry(2, purpose="Revoked token"))

    pairs = compare(left, right).pairs

    assert [(pair.left, pair.right, pair.is_same) for pair in pairs] == [
        (1, 1, True),
        (2, None, False),
        (3, 2, True),
    ]


def test_what_only_one_app_asked_for_itself_is_no_step():
    left = run(entry(1, Step.DISCOVERY), entry(2), entry(3, Step.KEYS))
    right = run(entry(1, Step.REGISTRATION), entry(2))

    compared = compare(left, right)

    assert [(pair.left, pair.right) for pair in compared.pairs] == [(2, 2)]
    assert compared.is_same


AUTOGPT_GRANT = {
    "access_token": "•",
    "refresh_token": "•",
    "scopes": ["b", "a"],
    "access_token_expires_at": "2026-11-23T21:40:00.081Z",
}
RFC_GRANT = {"access_token": "•", "refresh_token": "•", "scope": "a b", "expires_in": 3600}


def runs_over_two_wires(grant, status=200):
    left = run(entry(1, Step.TOKEN, body=json.dumps(AUTOGPT_GRANT)), wire="autogpt")
    return left, run(entry(1, Step.TOKEN, body=json.dumps(grant), status=status))


def test_over_different_wires_the_meaning_counts_and_the_words_are_details():
    compared = compare(*runs_over_two_wires(RFC_GRANT))

    (pair,) = compared.pairs
    assert compared.wires == ("autogpt", "rfc")
    assert compared.is_same
    assert ("answer body", "/expires_in", None, "3600") in [
        (one.part, one.name, one.left, one.right) for one in pair.details
    ]


@pytest.mark.parametrize(
    ("grant", "status", "expected"),
    [
        (
            RFC_GRANT | {"expires_in": 300},
            200,
            [("access token's lifetime", "60 minutes", "5 minutes")],
        ),
        (RFC_GRANT | {"scope": "a"}, 200, [("scopes", "a b", "a")]),
        (RFC_GRANT | {"refresh_token": None}, 200, [("refresh token", "given", "none")]),
        (RFC_GRANT, 201, [("status", "200", "201")]),
    ],
)
def test_another_meaning_over_another_wire_is_a_difference(grant, status, expected):
    found = differences(*runs_over_two_wires(grant, status))

    assert found == [("meaning", *one) for one in expected]


@given(
    body=st.text() | MEMBERS.map(json.dumps),
    status=st.none() | st.integers(0, 599),
    step=st.sampled_from(Step),
    wire=st.sampled_from(["autogpt", "rfc"]),
)
def test_whatever_was_answered_means_the_same_as_itself(body, status, step, wire):
    one = entry(1, step, body=body, status=status).exchange

    assert meaning_of(one, wire) == meaning_of(one, wire)


def test_a_run_that_was_kept_without_its_wire_is_compared_word_by_word():
    left, right = runs_over_two_wires(RFC_GRANT)
    document = json.loads(run_json(left))
    del document["wire"]

    compared = compare(run_in(json.dumps(document), "it"), right)

    assert compared.wires is None
    assert not compared.is_same


@pytest.mark.parametrize("moment", ["2026-11-23T20:40:00", "9999-12-31T23:59:59Z"])
def test_an_exchange_at_no_moment_is_refused(moment):
    document = json.loads(run_json(run(entry())))
    document["exchanges"][0]["started_at"] = moment

    with pytest.raises(ToolError, match="is no run"):
        run_in(json.dumps(document), "it")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 1}', '{"version": 9}', '{"version": 1, "exchanges": [{}]}'],
)
def test_what_is_no_run_is_refused(text):
    with pytest.raises(ToolError, match="the file x"):
        run_in(text, "the file x")
