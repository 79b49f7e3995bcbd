"""Ask before something is deleted that nothing brings back."""

import click

from oauth_tool.cli.options import is_terminal


def is_agreed(question: str) -> bool:
    """Ask on the terminal; after a no, say that nothing has happened.

    Raises:
        click.UsageError: There is no terminal to ask on.
    """
    if not is_terminal():
        raise click.UsageError(
            "there is no terminal to ask on whether to delete; --yes says so",
            click.get_current_context(),
        )
    agreed = click.confirm(question, err=True)
    if not agreed:
        click.echo("Nothing was deleted.", err=True)
    return agreed
