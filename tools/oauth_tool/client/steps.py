"""The steps of the flow, in the order in which a person meets them."""

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
