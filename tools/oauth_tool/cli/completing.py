"""What the options of an app left out, asked for where somebody is there to answer."""

from dataclasses import replace
from typing import Any

from oauth_tool.cli import prompting
from oauth_tool.cli.options import is_terminal
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.form import Form


def completed(form: Form, profile: Profile) -> Form:
    """Return the form with what was missing, as far as an app cannot do without it.

    Raises:
        click.UsageError: Something is missing, and there is no terminal to ask on.
    """
    questions = {
        "name": ("--name", prompting.ask_name),
        "redirect_uris": ("--redirect-uri", prompting.ask_redirect_uris),
        "scopes": ("--scope", lambda: prompting.ask_scopes(profile)),
        "owner_id": ("--owner-id", prompting.ask_owner_id),
    }
    missing = {field: ask for field, ask in questions.items() if not getattr(form, field)}
    if not missing:
        return form
    if not is_terminal():
        raise prompting.missing(option for option, _ in missing.values())
    answers: dict[str, Any] = {field: ask() for field, (_, ask) in missing.items()}
    if form.description is None:
        answers["description"] = prompting.ask_description()
    return replace(form, **answers)
