"""Forms in which a person changes what is sent: how they are shown, and how they are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from oauth_tool.client.app import Server
from oauth_tool.client.asking import METHODS, Wishes, pairs_in
from oauth_tool.client.editing import Edits, parameters_of
from oauth_tool.client.masking import SECRET_NAMES, Mask
from oauth_tool.client.problems import StepFailed
from oauth_tool.client.session import Session
from oauth_tool.client.setup_wizard import SetupAttempt, new_setup, services_in
from oauth_tool.client.steps import Step
from oauth_tool.client.walk import ACTIONS, Walk, request_for
from oauth_tool.oauth.credentials import RandomBytes, Secret
from oauth_tool.oauth.redirect_uris import origin_of
from oauth_tool.web.browsers import PostedForm
from oauth_tool.web.errors import RefusedRequest

VALUE = "value:"
ADDRESS = "address"
LONGEST_VALUE = 4000


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownField:
    """A parameter that can be changed.

    Attributes:
        name: What it is called.
        value: What it is now; empty for a secret, which is kept unless another is typed.
        masked: The dots in the place of a secret; empty for any other.
    """

    name: str
    value: str
    masked: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRequest:
    """A request before it is sent: its address, which may be changed where it has no parameters."""

    address: str
    fields: Sequence[ShownField]


def shown_request(walk: Walk, step: Step, mask: Mask) -> ShownRequest | None:
    """Return what of a step's request can be changed, None if it cannot be sent now."""
    if step not in ACTIONS or not walk.session.can(step):
        return None
    request = request_for(step, walk)
    fields = [_field(name, value, mask) for name, value in parameters_of(request).items()]
    return ShownRequest(address="" if fields else mask.url(request.url), fields=fields)


def edits_in(form: PostedForm, server: Server) -> Edits:
    """Return the changes in a form.

    Raises:
        RefusedRequest: It sends the request to a place that it may not go to, or a line of it is
            no parameter.
    """
    values = {
        name.removeprefix(VALUE): value[:LONGEST_VALUE]
        for name, value in form.pairs
        if name.startswith(VALUE) and value
    }
    return Edits(
        values=values | dict(_pairs(form)),
        left_out=frozenset(form.every("left_out")),
        url=_address(form, server),
    )


def learn_edited(session: Session, form: PostedForm) -> None:
    """Know what was typed in the place of a secret for a secret, too."""
    typed = [*form.pairs, *_pairs(form)]
    secrets = [value for name, value in typed if name.removeprefix(VALUE) in SECRET_NAMES and value]
    session.secrets.learn(*map(Secret, secrets))


def wishes_in(form: PostedForm) -> Wishes:
    """Return how an authorization request should differ from the usual one.

    Raises:
        RefusedRequest: A line of the extra parameters is none.
    """
    chosen = form.one("pkce")
    return Wishes(
        state=form.one("state")[:LONGEST_VALUE],
        pkce=next((method for method in METHODS if method == chosen), "S256"),
        resource=form.one("resource")[:LONGEST_VALUE],
        extra=_pairs(form),
    )


def setup_in(form: PostedForm, random: RandomBytes) -> SetupAttempt:
    """Return what a form asks of the setup wizard.

    Raises:
        RefusedRequest: It names no service, or a line of the extra parameters is none.
    """
    try:
        services = services_in(form.one("services"))
    except StepFailed as error:
        raise RefusedRequest(error.message, error.hint, status=400) from error
    return new_setup(services, random, form.one("state")[:LONGEST_VALUE], _pairs(form))


def _pairs(form: PostedForm) -> tuple[tuple[str, str], ...]:
    try:
        return pairs_in(form.one("extra"))
    except StepFailed as error:
        raise RefusedRequest(error.message, error.hint, status=400) from error


def _address(form: PostedForm, server: Server) -> str | None:
    address = form.one(ADDRESS).strip()
    if not address:
        return None
    try:
        origin = origin_of(address)
    except ValueError:
        origin = ""
    if origin not in server.origins or not address.isprintable():
        raise RefusedRequest(
            "the request may not go there: it carries a token",
            f"take an address below {', '.join(sorted(server.origins))}",
            status=400,
        )
    return address


def _field(name: str, value: str, mask: Mask) -> ShownField:
    is_secret = name in SECRET_NAMES or mask.text(value) != value
    return ShownField(
        name=name,
        value="" if is_secret else value,
        masked=mask.value(value) if is_secret else "",
    )
