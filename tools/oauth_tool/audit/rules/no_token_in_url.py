"""Tokens and secrets do not belong into URLs."""

from oauth_tool.audit.evidence import Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity

NEVER_IN_URLS = frozenset(
    {"access_token", "refresh_token", "id_token", "client_secret", "code_verifier"}
)


def _applies(_observation: Observation, _: Earlier) -> bool:
    return True


def _problem(observation: Observation, _: Earlier) -> str | None:
    found = sorted(NEVER_IN_URLS & observation.query.keys())
    return f"the URL has the parameter {', '.join(found)}" if found else None


RULE = Rule(
    id="no-token-in-url",
    title="No token or secret stands in a URL",
    rfc=9700,
    section="4.3.2",
    severity=Severity.HIGH,
    remedy=(
        "Send tokens in the Authorization header, secrets and codes to be redeemed in the "
        "body: URLs end up in logs, histories and Referer headers."
    ),
    applies=_applies,
    problem=_problem,
)
