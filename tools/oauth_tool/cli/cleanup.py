"""``oauth-tool cleanup``: remove the temporary apps that were left behind."""

import click

from tool_cli.errors import ToolError


@click.command()
@click.option(
    "--database",
    "database_url",
    metavar="URL",
    envvar="OAUTH_TOOL_DATABASE",
    show_envvar=True,
    help="Completes what was written down of this database: passwords are not. PGPASSWORD and a"
    " password file do, too.",
)
def cleanup(*, database_url: str | None) -> None:
    """Remove the temporary apps that a crash of the test server left behind.

    Each is written down before it is made, with the place of its database and without a password.
    Apps of test servers that still run are left alone.
    """
    import asyncio  # noqa: PLC0415 - a third of the start-up of --help

    from oauth_tool.web.journal import user_journal  # noqa: PLC0415 - the same
    from oauth_tool.web.leftovers import remove_leftovers  # noqa: PLC0415 - the same

    leftovers = asyncio.run(remove_leftovers(user_journal(), database_url))
    for one in leftovers:
        if one.problem is None:
            end = "removed" if one.was_there else "was gone already"
            click.echo(f"{one.entry.client_id} in {one.entry.database}: {end}.")
    if not leftovers:
        click.echo("Nothing was left behind.")
    problems = [one.problem for one in leftovers if one.problem is not None]
    if problems:
        raise ToolError("; ".join(problem.message for problem in problems), problems[0].hint)
