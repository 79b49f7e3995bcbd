"""Authorization requests that are wrong on purpose: the browser carries them to the platform."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from oauth_tool.client.authorization import Parameters

ELSEWHERE = "-elsewhere"


@dataclass(frozen=True, kw_only=True, slots=True)
class WrongRequest:
    """One way to ask wrongly.

    Attributes:
        name: What it is called in forms.
        label: What is wrong, in words.
        expected: What a good platform does about it, and by which rule.
        change: From the right parameters to the wrong ones.
        may_return: Whether a code may come back all the same.
        may_answer: Whether an error may come back: where the redirect URI is not to be trusted,
            nothing at all may.
    """

    name: str
    label: str
    expected: str
    change: Callable[[Parameters], Parameters] = field(repr=False)
    may_return: bool = False
    may_answer: bool = True


def without(*names: str) -> Callable[[Parameters], Parameters]:
    """Return what leaves parameters out."""
    return lambda all_: {name: value for name, value in all_.items() if name not in names}


def elsewhere(parameters: Parameters) -> Parameters:
    """Return parameters with a redirect URI that is not registered."""
    return {**parameters, "redirect_uri": f"{parameters['redirect_uri']}{ELSEWHERE}"}


WRONG_REQUESTS: Mapping[str, WrongRequest] = {
    wrong.name: wrong
    for wrong in (
        WrongRequest(
            name="no-state",
            label="No state",
            expected="The platform refuses, or sends you back without a state; then the app has to"
            " refuse the answer (RFC 6749 10.12).",
            change=without("state"),
            may_return=True,
        ),
        WrongRequest(
            name="unregistered-redirect-uri",
            label="Other redirect URI",
            expected="The platform says so on a page of its own, and sends you nowhere (RFC 6749"
            " 4.1.2.1). Come back to this page yourself then.",
            change=elsewhere,
            may_answer=False,
        ),
        WrongRequest(
            name="no-pkce",
            label="No PKCE challenge",
            expected="The platform refuses with invalid_request, here or on a page of its own (RFC"
            " 7636 4.4.1).",
            change=without("code_challenge", "code_challenge_method"),
        ),
    )
}
