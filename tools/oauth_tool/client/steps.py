"""The steps of the flow, in the order in which a person meets them, and what surrounds it."""

from enum import StrEnum


class Step(StrEnum):
    """One step; its value is its name in URLs and templates."""

    AUTHORIZE = "authorize"
    CALLBACK = "callback"
    TOKEN = "token"  # noqa: S105 - the name of a step
    RESOURCE = "resource"
    INTROSPECT = "introspect"
    REFRESH = "refresh"
    REVOKE = "revoke"
    SETUP = "setup"
    SETUP_RETURN = "setup-return"
    DISCOVERY = "discovery"
    REGISTRATION = "registration"
    KEYS = "keys"


FLOW: tuple[Step, ...] = (
    Step.AUTHORIZE,
    Step.CALLBACK,
    Step.TOKEN,
    Step.RESOURCE,
    Step.INTROSPECT,
    Step.REFRESH,
    Step.REVOKE,
)
"""The flow itself. The setup of services is one of its own, beside it."""

GROUNDWORK = frozenset({Step.DISCOVERY, Step.REGISTRATION, Step.KEYS})
"""What the app asks for itself: where the server is, who it is there, how to check tokens."""
