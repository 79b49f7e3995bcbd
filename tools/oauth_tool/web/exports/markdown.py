"""A report in Markdown, for an issue or a hand-over."""

import re
from collections.abc import Iterable, Sequence

from oauth_tool.client.messages import Headers
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.trace import ShownMessage
from oauth_tool.web.exports.mermaid import mermaid
from oauth_tool.web.exports.run import Run, on_one_line, title_of


def markdown(run: Run) -> str:
    """Return the run as a report."""
    made = run.made_at.isoformat(timespec="seconds")
    parts = [
        f"# OAuth flow at {_plain(run.platform)}",
        f"App {_code(run.client_id)}, redirect URI {_code(run.redirect_uri)}, exported {made}.",
        run.secrets_note,
        _fenced(mermaid(run), "mermaid"),
        "## Findings",
        *_findings(run),
        "## Exchanges",
    ]
    return "\n\n".join([*parts, *(part for entry in run.entries for part in _entry(entry))]) + "\n"


def _findings(run: Run) -> Sequence[str]:
    found = [
        f"- **{finding.rule.severity}** ([{finding.rule.source}]({finding.rule.url})): exchange"
        f" {entry.number}: {finding.detail}. {finding.rule.remedy}"
        for entry in run.entries
        for finding in run.failed(entry.number)
    ]
    return ["\n".join(found) or "None."]


def _entry(entry: ShownEntry) -> Iterable[str]:
    exchange = entry.exchange
    yield f"### {title_of(entry)}"
    yield _fenced(_message(f"{exchange.method} {exchange.url}", exchange.request), "http")
    if exchange.response:
        yield _fenced(_message(f"{exchange.status} {exchange.reason}", exchange.response), "http")
    elif exchange.failure:
        yield f"No answer: {_code(exchange.failure)}"
    else:
        yield "The browser carried this one."


def _message(first: str, message: ShownMessage) -> str:
    lines = [on_one_line(first), *_header_lines(message.headers)]
    return "\n".join([*lines, "", message.body] if message.body else lines)


def _header_lines(headers: Headers) -> Iterable[str]:
    return (on_one_line(f"{name}: {value}") for name, value in headers)


def _fenced(text: str, language: str) -> str:
    # A fence is longer than any in the text, which comes from a server that may be hostile.
    longest = max((len(ticks) for ticks in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _code(text: str) -> str:
    return f"`{on_one_line(text).replace('`', ' ')}`"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", on_one_line(text))
