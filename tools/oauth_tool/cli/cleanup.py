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
@click.option(
    "--allow-http", is_flag=True, help="Let plain http go to another machine's registration server."
)
def cleanup(*, database_url: str | None, allow_http: bool) -> None:
    """Remove the temporary apps that a crash of the test server left behind.

    Each is written down before it is made, with the place of its database and without a password.
    Apps of test servers that still run are left alone.
    """
    import asyncio  # noqa: PLC0415 - a third of the start-up of --help

    from oauth_tool.web.journal import user_journal  # noqa: PLC0415 - the same
    from oauth_tool.web.leftovers import remove_leftovers  # noqa: PLC0415 - the same
    from oauth_tool.web.remote_app_files import remote_apps_folder  # noqa: PLC0415 - the same
    from oauth_tool.web.temporary_remote_app import (  # noqa: PLC0415 - the same
        remove_remote_leftovers,
    )

    leftovers = asyncio.run(remove_leftovers(user_journal(), database_url))
    remote = asyncio.run(remove_remote_leftovers(remote_apps_folder(), allow_http=allow_http))
    for one in leftovers:
        if one.problem is None:
            end = "removed" if one.was_there else "was gone already"
            click.echo(f"{one.entry.client_id} in {one.entry.database}: {end}.")
    for left in remote:
        if left.problem is None:
            click.echo(f"{left.name}: deleted.")
    if not leftovers and not remote:
        click.echo("Nothing was left behind.")
    became = [one.problem for one in leftovers] + [left.problem for left in remote]
    problems = [problem for problem in became if problem is not None]
    if problems:
        raise ToolError("; ".join(problem.message for problem in problems), problems[0].hint)
