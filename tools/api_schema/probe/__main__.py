"""Make this folder importable for as long as it takes, whatever the environment holds, and run."""

from __future__ import annotations

import gc
import sys
from types import ModuleType

FOLDER = __file__.rpartition("/")[0]
PACKAGE = "api_schema"


def import_probe() -> ModuleType:
    """Import the probe; a module of the backend may have the name of this tool's package."""
    if sys.path[0] == FOLDER:  # not so under -P
        del sys.path[0]
    package = ModuleType(PACKAGE)
    package.__path__ = [FOLDER.rpartition("/")[0]]
    sys.modules[PACKAGE] = package
    from api_schema.probe import own_modules, running  # noqa: PLC0415 - they can be found from here on

    own_modules.hide()
    return running


if __name__ == "__main__":
    gc.disable()  # an import makes little garbage, and looking for it takes a tenth of the time
    import_probe().main()
