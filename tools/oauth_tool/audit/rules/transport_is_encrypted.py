"""Tokens travel encrypted, except on the machine itself."""

from urllib.parse import urlsplit

from oauth_tool.audit.evidence import Observation
from oauth_tool.audit.rule import Earlier, Rule, Severity
from oauth_tool.oauth.redirect_uris import is_loopback


def _applies(_observation: Observation, _: Earlier) -> bool:
    return True


def _problem(observation: Observation, _: Earlier) -> str | None:
    parts = urlsplit(observation.url)
    if parts.scheme == "https" or is_loopback(parts.hostname or ""):
        return None
    return "the request went over plain http to another machine"


RULE = Rule(
    id="transport-is-encrypted",
    title="Requests go over https, or stay on this machine",
    rfc=6749,
    section="1.6",
    severity=Severity.HIGH,
    remedy="Serve every endpoint over https.",
    applies=_applies,
    problem=_problem,
)
