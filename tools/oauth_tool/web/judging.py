"""Show a session's exchanges to the judge, each once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit
from weakref import WeakKeyDictionary

from oauth_tool.audit.evidence import Kind, Members, Observation
from oauth_tool.audit.judging import findings_in
from oauth_tool.audit.rule import Finding
from oauth_tool.client.answers import object_in
from oauth_tool.client.messages import Headers, Request, header
from oauth_tool.client.session import Session
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Entry

KINDS: Mapping[Step, Kind] = {
    Step.AUTHORIZE: Kind.AUTHORIZATION_REQUEST,
    Step.CALLBACK: Kind.AUTHORIZATION_RESPONSE,
    Step.TOKEN: Kind.TOKEN,
    Step.RESOURCE: Kind.RESOURCE,
    Step.INTROSPECT: Kind.INTROSPECTION,
    Step.REFRESH: Kind.TOKEN,
    Step.REVOKE: Kind.REVOCATION,
    Step.SETUP: Kind.SETUP_REQUEST,
    Step.SETUP_RETURN: Kind.SETUP_RESPONSE,
    Step.DISCOVERY: Kind.DISCOVERY,
    Step.REGISTRATION: Kind.REGISTRATION,
    Step.KEYS: Kind.KEYS,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An exchange as the judge sees it, and what it says."""

    observation: Observation
    findings: Sequence[Finding]


@dataclass(frozen=True, kw_only=True, slots=True)
class Judge:
    """Judges the exchanges of all sessions. What was judged before is not judged again."""

    _judged: WeakKeyDictionary[Session, dict[int, Judged]] = field(
        default_factory=WeakKeyDictionary
    )

    def findings(self, session: Session) -> Mapping[int, Sequence[Finding]]:
        """Return what the rules say, by the number of the exchange."""
        judged = self._judged.setdefault(session, {})
        present = {entry.number for entry in session.exchanges}
        for number in judged.keys() - present:
            del judged[number]
        for entry in session.exchanges:
            if entry.number not in judged:
                earlier = [one.observation for one in judged.values()]
                observation = observation_of(entry)
                judged[entry.number] = Judged(
                    observation=observation, findings=findings_in(observation, earlier)
                )
        return {number: one.findings for number, one in judged.items()}


def observation_of(entry: Entry) -> Observation:
    """Return an exchange taken apart for the judge."""
    request, response = entry.exchange.request, entry.exchange.response
    return Observation(
        kind=KINDS[entry.exchange.step],
        url=request.url,
        query=_first_of_each(parse_qsl(urlsplit(request.url).query, keep_blank_values=True)),
        parameters=_parameters(request),
        status=response.status if response else None,
        headers=_lower_case(response.headers) if response else {},
        document=object_in(response.body) if response else None,
        asked_scopes=entry.asked_scopes,
        is_wrong_on_purpose=bool(entry.on_purpose),
    )


def _parameters(request: Request) -> Members:
    text = request.body.decode(errors="replace")
    if "x-www-form-urlencoded" in header(request.headers, "Content-Type"):
        return dict(parse_qsl(text, keep_blank_values=True))
    try:
        document = json.loads(text or "{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _lower_case(headers: Headers) -> Mapping[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        before = joined.get(name.lower())
        joined[name.lower()] = f"{before}, {value}" if before else value
    return joined


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return dict(reversed(list(pairs)))
