"""The setup wizard: a page of the platform on which users connect the services that an app needs.

The app names the services and gets the browser back, with success or an error, and its state.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from oauth_tool.client.app import App, Server
from oauth_tool.client.asking import LONGEST
from oauth_tool.client.authorization import STATE_BYTES, Parameters
from oauth_tool.client.problems import StepFailed
from oauth_tool.oauth.credentials import RandomBytes, Secret, random_text
from oauth_tool.oauth.redirect_uris import with_parameters

CANCELLED = "user_cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A service that the app needs, and what it wants to do there."""

    provider: str
    scopes: tuple[str, ...] = ()


EXAMPLE = (Service(provider="github", scopes=("repo",)),)


@dataclass(frozen=True, kw_only=True, slots=True)
class SetupAttempt:
    """What the client keeps of a request to the wizard until its answer comes.

    Attributes:
        state: Comes back with the answer, and proves that it answers this very request.
        services: What was asked for.
        extra: Further parameters; they win over the usual ones.
        wrong: What was wrong with it on purpose, by its name; empty for nothing.
    """

    state: Secret = field(repr=False)
    services: tuple[Service, ...]
    extra: tuple[tuple[str, str], ...] = ()
    wrong: str = ""


def new_setup(
    services: tuple[Service, ...],
    random: RandomBytes,
    state: str = "",
    extra: tuple[tuple[str, str], ...] = (),
) -> SetupAttempt:
    """Return a request to the wizard, with a fresh state unless one is given."""
    secret = Secret(state or random_text("", STATE_BYTES, random))
    return SetupAttempt(state=secret, services=services, extra=extra)


def services_in(text: str) -> tuple[Service, ...]:
    """Return the services in a text: one a line, its scopes behind it.

    Raises:
        StepFailed: There is none.
    """
    named = [line.split() for line in text[:LONGEST].splitlines() if line.strip()]
    if not named:
        raise StepFailed(
            "no service was named", "write one a line, such as: github repo (name, then scopes)"
        )
    return tuple(Service(provider=name, scopes=tuple(scopes)) for name, *scopes in named)


def text_of(services: Sequence[Service]) -> str:
    """Return services as a person writes them; ``services_in`` reads it."""
    return "\n".join(" ".join((one.provider, *one.scopes)) for one in services)


def providers_parameter(services: Sequence[Service]) -> str:
    """Return services as the wizard reads them: JSON in standard base64."""
    listed = [
        {"provider": one.provider} | ({"scopes": list(one.scopes)} if one.scopes else {})
        for one in services
    ]
    return b64encode(json.dumps(listed, separators=(",", ":")).encode()).decode()


def setup_url(
    server: Server,
    app: App,
    attempt: SetupAttempt,
    change: Callable[[Parameters], Parameters] = lambda right: right,
) -> str:
    """Return where to send the browser.

    Raises:
        StepFailed: The platform has no wizard.
    """
    url = server.setup_wizard_url
    if url is None:
        raise StepFailed("this platform has no setup wizard", "nothing has to be connected here")
    parameters = {
        "client_id": app.client_id,
        "providers": providers_parameter(attempt.services),
        "redirect_uri": app.redirect_uri,
        "state": attempt.state.reveal(),
        **dict(attempt.extra),
    }
    return with_parameters(url, change(parameters).items())


def check_connected(answer: Mapping[str, str]) -> None:
    """Accept an answer that says that the services are connected.

    A platform may say so of a failure in two ways: by an error, or by ``success=false``.

    Raises:
        StepFailed: They are not, or the answer does not say.
    """
    if "error" in answer:
        error, description = answer["error"], answer.get("error_description")
        message, hint = REFUSALS.get(error, (f"the wizard ended with the error {error!r}", None))
        raise StepFailed(
            message,
            hint or "read what the platform said, then open the wizard again",
            said=f"{error}: {description}" if description else error,
        )
    if answer.get("success") == "true":
        return
    if answer.get("success") == "false":
        raise StepFailed("the services were not connected", "open the wizard again to connect them")
    raise StepFailed(
        "the answer says neither success nor error",
        "the platform does not say how the setup went; the app must not count on its services",
    )


REFUSALS: Mapping[str, tuple[str, str]] = {
    CANCELLED: (
        "the user cancelled the setup",
        "nothing is wrong: an app has to live with a no. Open the wizard again to connect them",
    ),
}
