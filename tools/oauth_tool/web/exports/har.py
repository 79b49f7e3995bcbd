"""HAR 1.2: opens in the developer tools of every browser.

http://www.softwareishard.com/blog/har-12-spec/
"""

import json
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlsplit

from oauth_tool.client.masking import DOTS
from oauth_tool.client.messages import Headers, header
from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.trace import ShownMessage
from oauth_tool.web.exports.run import Run, title_of
from tool_cli.version import VERSION

HTTP = "HTTP/1.1"
UNKNOWN = -1
# A URL in an archive has to be one: dots are no characters of a URL.
HIDDEN = "redacted"


def har(run: Run) -> str:
    """Return the run as an HTTP archive."""
    log = {
        "version": "1.2",
        "creator": {"name": "oauth-tool", "version": VERSION},
        "entries": [_entry(run, entry) for entry in run.entries],
        "comment": f"OAuth flow of {run.app} at {run.platform}. {run.secrets_note}",
    }
    return json.dumps({"log": log}, indent=2, ensure_ascii=False).replace(DOTS, HIDDEN) + "\n"


def _entry(run: Run, entry: ShownEntry) -> Mapping[str, object]:
    exchange = entry.exchange
    took = exchange.milliseconds or 0
    return {
        "startedDateTime": exchange.started_at.isoformat(timespec="milliseconds"),
        "time": took,
        "request": _request(entry),
        "response": _response(entry),
        "cache": {},
        "timings": {"send": 0, "wait": took, "receive": 0},
        "comment": title_of(entry),
        "_findings": [finding.rule.id for finding in run.failed(entry.number)],
    }


def _request(entry: ShownEntry) -> Mapping[str, object]:
    exchange = entry.exchange
    body = exchange.request.body
    query = parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True)
    request = {
        "method": exchange.method,
        "url": exchange.url,
        "httpVersion": HTTP,
        "cookies": [],
        "headers": _pairs(exchange.request.headers),
        "queryString": _pairs(query),
        "headersSize": UNKNOWN,
        "bodySize": len(body.encode()),
    }
    return {**request, "postData": _post_data(exchange.request)} if body else request


def _post_data(message: ShownMessage) -> Mapping[str, object]:
    kind = header(message.headers, "Content-Type")
    if "x-www-form-urlencoded" in kind:
        fields = parse_qsl(message.body.replace("\n", "&"), keep_blank_values=True)
        return {"mimeType": kind, "params": _pairs(fields), "text": message.body.replace("\n", "&")}
    return {"mimeType": kind, "text": message.body}


def _response(entry: ShownEntry) -> Mapping[str, object]:
    exchange = entry.exchange
    message = exchange.response or ShownMessage(headers=(), body="")
    size = len(message.body.encode())
    return {
        # 0 is what browsers write where nothing came back.
        "status": exchange.status or 0,
        "statusText": exchange.reason,
        "httpVersion": HTTP,
        "cookies": [],
        "headers": _pairs(message.headers),
        "content": {
            "size": size,
            "mimeType": header(message.headers, "Content-Type") or "x-unknown",
            "text": message.body,
        },
        "redirectURL": header(message.headers, "Location"),
        "headersSize": UNKNOWN,
        "bodySize": size,
        "comment": exchange.failure or "",
    }


def _pairs(pairs: Headers | Sequence[tuple[str, str]]) -> Sequence[Mapping[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
