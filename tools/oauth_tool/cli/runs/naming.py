"""How a command line names a run: its id, the newest one, or a file."""

from pathlib import Path

from oauth_tool.web.exports.run import Run
from oauth_tool.web.runs.reading import run_in
from oauth_tool.web.runs.run_store import NoSuchRun, user_runs
from tool_cli.errors import ToolError

NEWEST = "last"
METAVAR = "RUN"


def named_run(name: str) -> Run:
    """Return a run by its id, ``last`` for the newest, or the path of the JSON that it exported.

    Raises:
        ToolError: There is none, or it cannot be read.
    """
    if name.endswith(".json"):
        return run_in(_text_of(Path(name)), name)
    return user_runs().load(id_of(name))


def id_of(name: str) -> str:
    """Return the id of a kept run.

    Raises:
        NoSuchRun: There is none.
    """
    ids = [summary.id for summary in user_runs().summaries()]
    if name == NEWEST and ids:
        return ids[0]
    if name not in ids:
        raise NoSuchRun(name)
    return name


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ToolError(f"cannot read {file}", "give the JSON that a run exported") from error
