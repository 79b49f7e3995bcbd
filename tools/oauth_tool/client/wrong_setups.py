"""Requests to the setup wizard that are wrong on purpose: the browser carries them."""

from collections.abc import Mapping

from oauth_tool.client.setup_wizard import providers_parameter
from oauth_tool.client.wrong_requests import WrongRequest, elsewhere, without

ON_ITS_OWN_PAGE = "The platform says so on a page of its own, and sends you nowhere"
COME_BACK = "Come back to this page yourself then."

WRONG_SETUPS: Mapping[str, WrongRequest] = {
    wrong.name: wrong
    for wrong in (
        WrongRequest(
            name="no-state",
            label="No state",
            expected="The platform refuses, or sends you back without a state; then the app has to"
            " refuse the answer: anybody could have made it (RFC 9700 4.7).",
            change=without("state"),
            may_return=True,
        ),
        WrongRequest(
            name="unregistered-redirect-uri",
            label="Other redirect URI",
            expected=f"{ON_ITS_OWN_PAGE}: else anybody could use it to send users to a page of"
            f" theirs (RFC 9700 4.11). {COME_BACK}",
            change=elsewhere,
            may_answer=False,
        ),
        WrongRequest(
            name="unknown-app",
            label="App that is not registered",
            expected=f"{ON_ITS_OWN_PAGE}. {COME_BACK}",
            change=lambda right: {**right, "client_id": f"{right['client_id']}-unknown"},
            may_answer=False,
        ),
        WrongRequest(
            name="unreadable-services",
            label="List of services that is no base64",
            expected=f"{ON_ITS_OWN_PAGE}. {COME_BACK}",
            change=lambda right: {**right, "providers": '[{"provider":"github"}]'},
        ),
        WrongRequest(
            name="no-services",
            label="Empty list of services",
            expected=f"{ON_ITS_OWN_PAGE}: there is nothing to connect. {COME_BACK}",
            change=lambda right: {**right, "providers": providers_parameter(())},
        ),
    )
}
