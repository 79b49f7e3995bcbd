"""The steps in words for somebody who has never read an RFC."""

from collections.abc import Mapping
from dataclasses import dataclass

from oauth_tool.client.steps import Step


@dataclass(frozen=True, kw_only=True, slots=True)
class StepText:
    """What the page says of one step.

    Attributes:
        title: Its name.
        explanation: One sentence: what happens, and why.
        button: What the button says that does it; empty where it happens by itself.
    """

    title: str
    explanation: str
    button: str = ""


TEXTS: Mapping[Step, StepText] = {
    Step.AUTHORIZE: StepText(
        title="Authorize",
        explanation="The app sends you to the platform, which asks you whether the app may act for"
        " you.",
        button="Go to the platform",
    ),
    Step.CALLBACK: StepText(
        title="Callback",
        explanation="The platform sends you back to the app, with a one-time code in the address.",
    ),
    Step.TOKEN: StepText(
        title="Token",
        explanation="The app exchanges the code for tokens, and proves that the code was meant for"
        " it.",
        button="Exchange the code",
    ),
    Step.RESOURCE: StepText(
        title="Call the API",
        explanation="With the access token the app asks the platform's API who you are.",
        button="Call the API",
    ),
    Step.INTROSPECT: StepText(
        title="Introspect",
        explanation="The app asks the platform whether a token is still good, and for what.",
        button="Introspect the token",
    ),
    Step.REFRESH: StepText(
        title="Refresh",
        explanation="Access tokens end soon; a refresh token gets new ones without asking you"
        " again.",
        button="Refresh the tokens",
    ),
    Step.REVOKE: StepText(
        title="Revoke",
        explanation="The app gives a token up: from then on nobody can use it.",
        button="Revoke the token",
    ),
    Step.SETUP: StepText(
        title="Connect services",
        explanation="Some apps need services of yours, such as GitHub. The app sends you to the"
        " platform's setup wizard, which connects them; the app hears only how that went.",
        button="Open the setup wizard",
    ),
    Step.SETUP_RETURN: StepText(
        title="Back from the wizard",
        explanation="The platform sends you back to the app, with success or an error.",
    ),
    Step.DISCOVERY: StepText(
        title="Discovery",
        explanation="The app asks the platform where its endpoints are, and what it can do.",
    ),
    Step.REGISTRATION: StepText(
        title="Registration",
        explanation="The app introduces itself to the platform, and gets its credentials.",
    ),
    Step.KEYS: StepText(
        title="Keys",
        explanation="The app gets the public keys with which it checks signatures.",
    ),
}
