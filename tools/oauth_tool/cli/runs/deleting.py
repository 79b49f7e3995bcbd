"""``oauth-tool runs delete``."""

import click

from oauth_tool.cli.runs.naming import METAVAR, id_of
from oauth_tool.web.runs.run_store import user_runs


@click.command()
@click.argument("names", metavar=f"[{METAVAR}]...", nargs=-1)
@click.option("--all", "all_runs", is_flag=True, help="Every run.")
def delete(*, names: tuple[str, ...], all_runs: bool) -> None:
    """Forget runs. Nothing brings them back."""
    if all_runs == bool(names):
        raise click.UsageError("name the runs, or say --all", click.get_current_context())
    runs = user_runs()
    ids = [one.id for one in runs.summaries()] if all_runs else [id_of(name) for name in names]
    runs.delete(ids)
    click.echo(f"Deleted {len(ids)} {'run' if len(ids) == 1 else 'runs'}.")
