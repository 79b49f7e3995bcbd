"""Who refuses a bearer token says how to do better."""

import re

from oauth_tool.audit.evidence import Kind, Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity

# One of several challenges is enough (RFC 9110 11.6.1).
_BEARER = re.compile(r"(?:^|,)\s*bearer\b", re.IGNORECASE)


def _applies(observation: Observation, _: Earlier) -> bool:
    return observation.kind is Kind.RESOURCE and observation.status == 401  # noqa: PLR2004 - RFC 9110 15.5.2


def _problem(observation: Observation, _: Earlier) -> str | None:
    challenge = observation.headers.get("www-authenticate", "")
    return None if _BEARER.search(challenge) else "the 401 has no WWW-Authenticate: Bearer"


RULE = Rule(
    id="bearer-challenge-sent",
    title="A refused bearer token is answered with WWW-Authenticate",
    rfc=6750,
    section="3",
    severity=Severity.LOW,
    remedy=(
        'Send WWW-Authenticate: Bearer with every 401, and error="invalid_token" where the '
        "token was bad."
    ),
    applies=_applies,
    problem=_problem,
)
