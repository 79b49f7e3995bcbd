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


def run(*entries, address="https://one.example", client_id="client_one", failed=()):
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


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 1}', '{"version": 9}', '{"version": 1, "exchanges": [{}]}'],
)
def test_what_is_no_run_is_refused(text):
    with pytest.raises(ToolError, match="the file x"):
        run_in(text, "the file x")
