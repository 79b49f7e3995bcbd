"""What the options of an app left out, asked for where somebody is there to answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import click

from oauth_tool.cli.options import is_terminal
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form

OPTIONS = {
    "name": "--name",
    "redirect_uris": "--redirect-uri",
    "scopes": "--scope",
    "owner_id": "--owner-id",
}


def completed(form: Form, profile: Profile) -> Form:
    """Return the form with what was missing, as far as an app cannot do without it.

    Raises:
        click.UsageError: Something is missing, and there is no terminal to ask on.
    """
    missing = [field for field in OPTIONS if not getattr(form, field)]
    if not missing:
        return form
    if not is_terminal():
        raise click.UsageError(
            f"missing {', '.join(OPTIONS[field] for field in missing)}, and there is no terminal to"
            " ask on",
            click.get_current_context(),
        )
    return replace(form, **_answers(form, missing, profile))


def _answers(form: Form, missing: Sequence[str], profile: Profile) -> Mapping[str, Any]:
    from oauth_tool.cli import prompting  # noqa: PLC0415 - most command lines name everything

    questions: Mapping[str, Callable[[], object]] = {
        "name": prompting.ask_name,
        "redirect_uris": partial(
            prompting.ask_redirect_uris,
            private_use_schemes=form.is_native and profile.redirect_uris.private_use_schemes,
        ),
        "scopes": lambda: prompting.ask_scopes(profile),
        "owner_id": prompting.ask_owner_id,
    }
    answers = {field: questions[field]() for field in missing}
    if form.description is None:
        answers["description"] = prompting.ask_description()
    return answers
