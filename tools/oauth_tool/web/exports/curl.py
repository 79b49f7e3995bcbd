"""A shell script of curl commands. Secrets come in by variables, which it asks for at its top."""

import re
import shlex
from collections.abc import Iterable, Sequence

from oauth_tool.client.masking import DOTS
from oauth_tool.client.messages import header
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.trace import ShownExchange
from oauth_tool.web.exports.run import Run, on_one_line, title_of

# What curl adds itself, or what would not fit once the secrets are filled in.
LEFT_OUT = frozenset({"host", "content-length", "accept-encoding", "user-agent", "connection"})
BREAK = " \\\n  "
# A secret's name and the dots in its place: in JSON, in a form or a query, in a header.
_HIDDEN = re.compile(
    rf"""(?P<json>"(?P<member>\w+)":\s*")[^"•]*{DOTS}"""
    rf"""|(?P<form>\b(?P<field>\w+)=)[^&\s"•]*{DOTS}"""
    rf"""|(?P<scheme>\b(?P<kind>Bearer|Basic)\s)[^\s•]*{DOTS}"""
    rf"""|[^\s"'•]*{DOTS}"""
)
_KINDS = {"Bearer": "ACCESS_TOKEN", "Basic": "BASIC_CREDENTIALS"}


def curl(run: Run) -> str:
    """Return the run as a shell script."""
    blocks = [_block(entry) for entry in run.entries]
    names = sorted(set(re.findall(r'"\$([A-Z_]+)"', "\n".join(blocks))))
    asked = [f': "${{{name}:?set it first, it was not exported}}"' for name in names]
    head = ["#!/bin/sh", f"# OAuth flow of {on_one_line(run.client_id)}. {run.secrets_note}"]
    return "\n".join([*head, *asked, "", *blocks])


def _block(entry: ShownEntry) -> str:
    exchange = entry.exchange
    if exchange.status is None and exchange.failure is None:
        return f"# {title_of(entry)}: in a browser, {on_one_line(exchange.url)}\n"
    return f"# {title_of(entry)}\n{BREAK.join(_parts(exchange))}\necho\n"


def _parts(exchange: ShownExchange) -> Sequence[str]:
    yielded = [f"curl --silent --show-error --request {exchange.method} {_quoted(exchange.url)}"]
    for name, value in exchange.request.headers:
        if name.lower() not in LEFT_OUT:
            yielded.append(f"--header {_quoted(f'{name}: {value}')}")
    if exchange.request.body:
        yielded.append(f"--data-raw {_quoted(_sent_body(exchange))}")
    return yielded


def _sent_body(exchange: ShownExchange) -> str:
    body = exchange.request.body
    is_form = "x-www-form-urlencoded" in header(exchange.request.headers, "Content-Type")
    return body.replace("\n", "&") if is_form else body


def _quoted(text: str) -> str:
    return "".join(_pieces(text)) or "''"


def _pieces(text: str) -> Iterable[str]:
    end = 0
    for hidden in _HIDDEN.finditer(text):
        before = text[end : hidden.start()] + _kept(hidden)
        if before:
            yield shlex.quote(before)
        yield f'"${_variable(hidden)}"'
        end = hidden.end()
    if text[end:]:
        yield shlex.quote(text[end:])


def _kept(hidden: re.Match[str]) -> str:
    return hidden["json"] or hidden["form"] or hidden["scheme"] or ""


def _variable(hidden: re.Match[str]) -> str:
    name = hidden["member"] or hidden["field"] or _KINDS.get(hidden["kind"] or "") or "SECRET"
    return re.sub(r"[^A-Z_]", "_", name.upper())
