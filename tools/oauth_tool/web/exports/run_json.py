"""A run as JSON, for programs, and for keeping it: what the page shows, without secrets."""

import json
from collections.abc import Mapping

from oauth_tool.audit.rule import Finding, Verdict
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.trace import ShownMessage
from oauth_tool.web.exports.run import Run

VERSION = 1

Members = Mapping[str, object]


def run_json(run: Run) -> str:
    """Return the run as a JSON document."""
    exchanges = [exchange_members(run, entry) for entry in run.entries]
    document = {**head_members(run), "exchanges": exchanges}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def head_members(run: Run) -> Members:
    """Return all of the document but its exchanges."""
    return {
        "version": VERSION,
        "made_at": run.made_at.isoformat(timespec="seconds"),
        "platform": run.platform,
        "wire": run.wire,
        "addresses": dict(run.addresses),
        "app": {"name": run.app, "client_id": run.client_id, "redirect_uri": run.redirect_uri},
    }


def exchange_members(run: Run, entry: ShownEntry) -> Members:
    """Return one exchange, with what was found in it."""
    exchange = entry.exchange
    return {
        "number": entry.number,
        "step": entry.step,
        "wrong_on_purpose": entry.on_purpose or None,
        "started_at": exchange.started_at.isoformat(timespec="milliseconds"),
        "milliseconds": exchange.milliseconds,
        "method": exchange.method,
        "url": exchange.url,
        "request": _message(exchange.request),
        "status": exchange.status,
        "reason": exchange.reason,
        "response": _message(exchange.response) if exchange.response else None,
        "failure": exchange.failure,
        "findings": [
            _finding(one)
            for one in run.findings[entry.number]
            if one.verdict is not Verdict.NOT_APPLICABLE
        ],
    }


def _message(message: ShownMessage) -> Members:
    return {"headers": [list(pair) for pair in message.headers], "body": message.body}


def _finding(finding: Finding) -> Members:
    rule = finding.rule
    return {
        "rule": rule.id,
        "verdict": finding.verdict,
        "severity": rule.severity,
        "source": rule.source,
        "detail": finding.detail,
        "remedy": rule.remedy,
    }
