"""What a command line's meaning depends on besides the backend: interpreter and target."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api_schema.interpreter import DECIDING, LOOKED_AT
from api_schema.probe import places


def choice_of(
    interpreter: Path, *, app_dir: Path | None, deciding: Iterable[Path]
) -> dict[str, Any]:
    """Return the choice as dependencies, in the form that ``cache.changes`` describes.

    Args:
        interpreter: The one that was chosen.
        app_dir: The folder that modules are imported from; None for the working directory.
        deciding: The files, there or not, whose content decided about the target. The
            project's own may have decided about the interpreter.
    """
    decided = [*map(str, deciding), *(str(Path.cwd() / name) for name in DECIDING)]
    looked_at = [*(Path.cwd() / name for name in LOOKED_AT), interpreter, app_dir or Path.cwd()]
    return {
        "salt": "",
        # No signature: these few are read each time, so one that was just written counts, too.
        "files": {path: [[], digest] for path in decided if (digest := places.content(path))},
        "places": {path: places.kind(path) for path in (*map(str, looked_at), *decided)},
        "folders": {},
        "metadata_folders": {},
        "import_folders": {},
        "variables": {},
        "all_variables": None,
        "keeps_home": True,
    }
