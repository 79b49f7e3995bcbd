"""What a command line's meaning depends on besides the backend: which interpreter is chosen."""

from pathlib import Path
from typing import Any

from api_schema.interpreter import LOOKED_AT
from api_schema.probe import places


def choice_of(interpreter: Path, *, app_dir: Path | None) -> dict[str, Any]:
    """Return the choice as dependencies, in the form that ``cache.changes`` describes."""
    looked_at = [Path.cwd() / name for name in LOOKED_AT]
    looked_at += [interpreter, app_dir or Path.cwd()]
    return {
        "salt": "",
        "files": {},
        "places": {str(path): places.kind(str(path)) for path in looked_at},
        "folders": {},
        "metadata_folders": {},
        "import_folders": {},
        "variables": {},
        "all_variables": None,
        "keeps_home": True,
    }
