"""The command that exports on every save."""

import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from api_schema.child import THROWAWAY
from api_schema.cli.checks import require_sound
from api_schema.cli.condition_options import condition_options, conditions_from
from api_schema.cli.output_options import output_options, style_from
from api_schema.cli.pretty_option import PrettyCommand
from api_schema.cli.profile_option import in_first, profiles_from
from api_schema.cli.reporting import failure_lines, notes_on, show
from api_schema.cli.shaping_options import shape_from, shaping_options
from api_schema.cli.target_argument import may_be_left_to_project, target_from
from api_schema.document import Document
from api_schema.explaining import BackendFailed
from api_schema.exporting import Export
from api_schema.obtaining import Obtained
from api_schema.shaping import shaped
from api_schema.warm.alarm import Alarm
from api_schema.warm.keeping import Keeper
from api_schema.warm.order import Order
from api_schema.warm.setting import Setting
from tool_cli.errors import InvalidInput, ToolError
from tool_cli.finishing import error_line
from tool_cli.output import STDOUT, write_if_changed

EPILOG = """\b
Exit codes:
  2    called wrongly: an unknown option, no --output, or a TARGET that is none
  130  stopped by Ctrl-C, as it is meant to be
"""


@click.command(cls=PrettyCommand, epilog=EPILOG)
@click.argument("target", required=False)
@output_options
@click.option(
    "--mount",
    metavar="PATH",
    default="",
    help="Export the application that is mounted at this path of the one that TARGET names.",
)
@click.option(
    "--django-settings", metavar="MODULE", default="", help="Set Django up with these settings."
)
@click.option("--validate", is_flag=True, help="Check the document; write it only if it is valid.")
@click.option("--allow-empty", is_flag=True, help="Accept a document without operations.")
@click.option(
    "--allow-late-routes", is_flag=True, help="Accept that the lifespan registers routes."
)
@click.option(
    "--max-shrink",
    metavar="PERCENT",
    type=click.FloatRange(0, 100),
    default=100.0,
    help="Refuse to replace a file if more of its operations are lost.  [default: 100]",
)
@shaping_options
@condition_options
@click.option(
    "--env-profile",
    metavar="NAME=FILE",
    multiple=True,
    help="Set the variables of this file; of several, those of the first.",
)
def watch(target: str | None, **options: Any) -> int | None:  # noqa: ANN401 - click's
    """Write the OpenAPI document of the backend at TARGET whenever its code changes.

    Without TARGET, all targets that pyproject.toml names are watched, each in a process of its own;
    with the name of one of them, that one. If it names none, the application is found.

    A process stays that has imported the backend's packages, and the part of its code that comes
    before what changed; only the rest is imported again. Mistakes in the code are shown, and
    watching goes on. An installed package or pyproject.toml that changes starts it anew.
    """
    if may_be_left_to_project(target, options):
        from api_schema.cli.watched_targets import watched_by_project  # noqa: PLC0415 - few need it

        exit_code = watched_by_project(target, options)
        if exit_code is not None:
            return exit_code
    if options["output"] == STDOUT:
        raise InvalidInput("there is no file to write", "name one with --output")
    style_from(options)
    target_from(target, options, say=_say)
    alarm = Alarm()
    # Ctrl-C may come while a folder is made or removed: whatever is left of it goes with this one.
    with TemporaryDirectory(prefix=THROWAWAY, ignore_cleanup_errors=True) as place:
        while True:
            _watch_until_the_setting_changes(target, options, alarm, place)
            show(["The environment changed: everything is imported anew."])


def _watch_until_the_setting_changes(
    target: str | None, options: dict[str, Any], alarm: Alarm, place: str
) -> None:
    profiles = options["env_profile"]
    files = [Path(profile.partition("=")[2]) for profile in profiles]
    setting = Setting([*options["env_file"], *files])
    conditions = in_first(profiles_from(profiles), conditions_from(options))
    keeper = Keeper(target_from(target, options, say=_say), conditions, say=_say, place=place)
    with closing(keeper):
        _export(keeper, Order(), options)
        while True:
            setting.learn(keeper.sources.sites)
            alarm.wait([*keeper.sources.watched(), *setting.watched()])
            if setting.has_changed():
                return
            order = keeper.sources.changes()
            if order is not None:
                _export(keeper, order, options)


def _export(keeper: Keeper, order: Order, options: dict[str, Any]) -> None:
    export = _exported(keeper, order, options)
    if export is not None:
        keeper.improve(export)


def _exported(keeper: Keeper, order: Order, options: dict[str, Any]) -> Export | None:
    """Export, write and tell; None if something stands in the way, which is told, too."""
    start = time.monotonic()
    try:
        export = keeper.export(order)
        document, lost = shaped(export.document, shape_from(options))
        show([*notes_on(Obtained(export=export), verbose=options["verbose"]), *lost])
        require_sound(document, export.report, options, [])
        verb = _written(document, options)
    except BackendFailed as failure:
        show(failure_lines(failure, verbose=options["verbose"]))
        _tell(failure)
    except ToolError as error:
        _tell(error)
    else:
        seconds = time.monotonic() - start
        show([f"{options['output']}: {verb}, {document.operations} operations, {seconds:.2f} s"])
        return export
    return None


def _written(document: Document, options: dict[str, Any]) -> str:
    output: Path = options["output"]
    text = document.written(style=style_from(options), sort=options["sort"])
    return "written" if write_if_changed(text, output) else "unchanged"


def _say(line: str) -> None:
    show([line])


def _tell(error: ToolError) -> None:
    click.echo(error_line(error.message, error.hint), err=True)
