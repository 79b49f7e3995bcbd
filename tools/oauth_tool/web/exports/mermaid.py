"""A sequence diagram as Mermaid text: GitHub and many editors draw it."""

import re
from urllib.parse import urlsplit

from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.steps import Step
from oauth_tool.web.exports.run import Run

HEAD = (
    "sequenceDiagram",
    "    autonumber",
    "    participant B as Your browser",
    "    participant A as The app",
    "    participant P as The platform",
)
WAYS = {
    Step.AUTHORIZE: ("B", "P"),
    Step.CALLBACK: ("B", "A"),
    Step.SETUP: ("B", "P"),
    Step.SETUP_RETURN: ("B", "A"),
}
# Mermaid ends a message at a semicolon and reads "#…;" as a character; "end" ends a block.
_UNSAFE = re.compile(r"[^\w /.,:()+-]|\bend\b")


def mermaid(run: Run) -> str:
    """Return the run as a Mermaid diagram."""
    lines = [line for entry in run.entries for line in _lines(entry)]
    return "\n".join([*HEAD, *lines]) + "\n"


def _lines(entry: ShownEntry) -> list[str]:
    exchange = entry.exchange
    start, end = WAYS.get(entry.step, ("A", "P"))
    purpose = f" (wrong on purpose: {entry.on_purpose})" if entry.on_purpose else ""
    path = urlsplit(exchange.url).path
    lines = [f"    {start}->>{end}: {_safe(f'{exchange.method} {path}{purpose}')}"]
    if exchange.status is not None:
        lines.append(f"    {end}-->>{start}: {_safe(f'{exchange.status} {exchange.reason}')}")
    elif exchange.failure:
        lines.append(f"    {end}--x{start}: no answer")
    return lines


def _safe(text: str) -> str:
    return _UNSAFE.sub(" ", text).strip()
