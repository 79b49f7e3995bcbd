"""From the JSON of a run back to the run: one that was kept, or exported and handed over."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from oauth_tool.audit.rule import Finding, Verdict
from oauth_tool.audit.rulebook import RULES
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import ShownExchange, ShownMessage
from oauth_tool.web.exports.run import Run
from oauth_tool.web.exports.run_json import VERSION
from tool_cli.errors import ToolError

Document = Mapping[str, Any]
LAST_YEAR = 9000


def run_in(text: str, place: str) -> Run:
    """Return the run in a JSON document.

    Args:
        text: The document.
        place: Where it is from, for the error.

    Raises:
        ToolError: It is no run, or one of another version of this tool.
    """
    with _only_a_run(place):
        document = json.loads(text)
    return run_of(document, place)


def run_of(document: Document, place: str) -> Run:
    """Return the run that such a document, parsed already, is of.

    Raises:
        ToolError: It is no run, or one of another version of this tool.
    """
    with _only_a_run(place):
        _require_version(document, place)
        return _run(document)


@contextmanager
def _only_a_run(place: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ToolError(
            f"{place} is no run of this tool", "give a run's id, or the JSON that a run exported"
        ) from error


def _require_version(document: Document, place: str) -> None:
    if document["version"] != VERSION:
        raise ToolError(
            f"{place} is of version {document['version']!r}, this tool reads {VERSION}",
            "use the version of oauth-tool that wrote it",
        )


def _run(document: Document) -> Run:
    entries = [_entry(exchange) for exchange in document["exchanges"]]
    app = document["app"]
    return Run(
        platform=str(document["platform"]),
        wire=str(document.get("wire", "")),
        addresses={str(name): str(url) for name, url in document["addresses"].items()},
        app=str(app["name"]),
        client_id=str(app["client_id"]),
        redirect_uri=str(app["redirect_uri"]),
        entries=entries,
        findings={
            exchange["number"]: _findings(exchange["findings"])
            for exchange in document["exchanges"]
        },
        made_at=datetime.fromisoformat(document["made_at"]),
    )


def _entry(exchange: Document) -> ShownEntry:
    url = str(exchange["url"])
    query = url.partition("?")[2].partition("#")[0]
    shown = ShownExchange(
        step=Step(exchange["step"]),
        method=str(exchange["method"]),
        url=url,
        parameters=tuple(parse_qsl(query, keep_blank_values=True)),
        request=_message(exchange["request"]),
        response=_message(exchange["response"]) if exchange["response"] else None,
        status=_whole(exchange["status"]),
        reason=str(exchange["reason"]),
        failure=_text(exchange["failure"]),
        started_at=_moment(exchange["started_at"]),
        milliseconds=_whole(exchange["milliseconds"]),
    )
    return ShownEntry(
        number=int(exchange["number"]),
        exchange=shown,
        on_purpose=exchange["wrong_on_purpose"] or "",
    )


def _message(message: Document) -> ShownMessage:
    pairs = tuple((str(name), str(value)) for name, value in message["headers"])
    return ShownMessage(headers=pairs, body=str(message["body"]))


def _findings(given: Sequence[Document]) -> Sequence[Finding]:
    """Return what every rule of today said then; one that is newer than the run was not asked."""
    said = {one["rule"]: one for one in given}
    return [
        Finding(
            rule=rule,
            verdict=Verdict(said[rule.id]["verdict"])
            if rule.id in said
            else Verdict.NOT_APPLICABLE,
            detail=str(said[rule.id]["detail"]) if rule.id in said else "",
        )
        for rule in RULES
    ]


def _moment(text: str) -> datetime:
    """Return a moment to which lifetimes can be added."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year > LAST_YEAR:
        raise ValueError("this is no moment of an exchange")
    return moment


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _whole(value: Any) -> int | None:  # noqa: ANN401 - whatever stands in the document
    return None if value is None else int(value)
