"""Export again and again: each run goes on from before the first file that changed was read.

Before a module of the backend this process forks: the copy goes on with the import, the original
waits as a checkpoint, with everything as it was. So the processes are a line, each the parent of
the next; the last one makes the document and ends. An order with the files that changed goes down
the line: who read one of them before it stopped is of no use any more and ends, and the last one
that did not forks anew. Only what was imported before the first checkpoint (``preload``) is out of
order, and the tool compares what comes of it.

What the tool hears, as lines of JSON: ``ready`` or ``unsafe`` once the preloading is done, for each
run ``pid`` when it goes on and ``status`` when that process ended; ``stale`` if nobody is of use.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
from typing import TYPE_CHECKING

from api_schema.probe import incidents, running, surroundings
from api_schema.probe.backend_code import others, own_places
from api_schema.probe.channel import flush_output, send
from api_schema.probe.checkpoints import hold, stop_before_modules
from api_schema.probe.line import Line
from api_schema.probe.preloading import preloaded

if TYPE_CHECKING:
    from typing import Any, NoReturn


def serve(request: dict[str, Any], channel: int) -> NoReturn:
    """Preload, then export whenever that is ordered; return never."""
    settings = request["warm"]
    line = Line(settings, request["throwaway"])
    top = request["module"].partition(".")[0]
    loaded = preloaded(settings["preload"], top)
    if loaded < len(settings["preload"]):
        line.tell(unsafe=loaded)
        os._exit(0)
    asked = frozenset(surroundings.asked)
    stop_before_modules(line, top)
    gc.freeze()
    line.tell(ready=True)
    hold(line, goes_on=False)
    export(request, channel, line, asked)


def export(request: dict[str, Any], channel: int, line: Line, asked: frozenset[str]) -> NoReturn:
    """Do what the probe does, tell what was read, and end without the functions for the end.

    They belong to the processes that wait, too: a temporary folder is still needed there.
    """
    outcome, text = running.outcome_of(request)
    outcome["incidents"] = list(incidents.seen.values())
    outcome["filled"] = sorted(surroundings.filled)
    top = request["module"].partition(".")[0]
    read = json.dumps(
        {
            **own_places(top),
            "modules": list(others(top)),
            "doubtful": sorted(surroundings.written & asked),
            "checkpoints": line.length,
        }
    ).encode()
    outcome["reading_size"] = len(read)
    outcome.setdefault("size", 0)
    with contextlib.suppress(OSError):
        send(channel, outcome, text + read)
    flush_output()
    os._exit(0)
