"""Import the backend, take its document, hand it over."""

from __future__ import annotations

import atexit
import faulthandler
import json
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING

from api_schema.probe import (
    adapters,
    disassembling,
    incidents,
    network,
    programs,
    reading,
    stubs,
    subtypes,
    surroundings,
    trusting,
)
from api_schema.probe.changing import change_loaded
from api_schema.probe.channel import (
    awaited_request,
    flush_output,
    high_descriptor,
    leave,
    send,
)
from api_schema.probe.failure import Failure, frames_of, words_for
from api_schema.probe.finding import app_at, found_at, set_up_django
from api_schema.probe.operations import about_routes
from api_schema.probe.own_modules import import_own
from api_schema.probe.recognising import document_maker
from api_schema.probe.writing import document_from, json_text, operations_in

if TYPE_CHECKING:
    from typing import Any, NoReturn

    from api_schema.probe.changing import Change

CHANNEL_LOST = 71  # the exit code, as exporting.py knows it


def main() -> NoReturn:
    """Do what the tool asks for, then leave without waiting for the backend's threads."""
    request = awaited_request()
    channel = high_descriptor(request["channel"])
    send(channel, {"library": os.__file__.rpartition("/")[0]})
    faulthandler.enable(file=channel, all_threads=False)
    # chain: once the stack is written the signal does what it would have done, end the process.
    faulthandler.register(signal.SIGUSR1, file=channel, all_threads=False, chain=True)
    prepare(request)
    if request["warm"]:
        import_own("warm").serve(request, channel)
    outcome, text = outcome_of(request)
    outcome["incidents"] = list(incidents.seen.values())
    outcome["filled"] = sorted(surroundings.filled)
    read = json.dumps(reading.summary()).encode() if text and request["records"] else b""
    outcome["reading_size"] = len(read)
    try:
        send(channel, outcome, text + read)
    except OSError:  # the backend closed it, or the tool is gone
        leave(CHANNEL_LOST)
    leave(0)


def prepare(request: dict[str, Any]) -> None:
    """Make the process what the backend is to meet: no network, its own home, and a record."""
    sys.path.insert(0, request["app_dir"])
    sys.argv[:] = ["-c"]
    if request["django"]:  # before anything is asked for: it is not one of the user's variables
        os.environ["DJANGO_SETTINGS_MODULE"] = request["django"]
    atexit.register(flush_output)
    surroundings.take_over(throwaway=request["throwaway"], fills=request["fills"])
    reading.start(
        throwaway=request["throwaway"],
        app_dir=request["app_dir"],
        records=request["records"],
        follows=not request["warm"],  # a warm process goes by files
    )
    change_loaded(changes_under(request))
    disassembling.remember_instructions()
    stubs.install(request["stubs"])
    network.refuse(request["allow_network"])
    programs.refuse(request["allow_programs"])


def changes_under(request: dict[str, Any]) -> dict[str, Change]:
    """Return the modules that are changed to be quicker, and how."""
    changes: dict[str, Change] = {
        adapters.MODULE: adapters.share_in,
        subtypes.MODULE: subtypes.remember_in,
    }
    if not request["allow_network"]:
        changes[trusting.MODULE] = trusting.defer_in
    return changes


def outcome_of(request: dict[str, Any]) -> tuple[dict[str, object], bytes]:
    """Return the outcome and the document's bytes; no exception of the backend passes."""
    during = "it was imported"
    try:
        set_up_django(request["django"])
        found = found_at(request["module"], request["attribute"])
        during = "it was called"
        app, part = app_at(request["mount"], found, request["arguments"])
        during = "its document was made"
        document = document_from(document_maker(app, part))
        during = "its document was written as JSON"
        text = json_text(document)
        stubs.require_none_in(text)
    except Failure as failure:
        return failure.details, b""
    except BaseException as error:  # noqa: BLE001 - a backend may raise anything, and all is told
        if request["verbose"]:
            traceback.print_exception(type(error), error, error.__traceback__)
        return {"during": during, "frames": frames_of(error), **words_for(error)}, b""
    told = about_routes(app, document, locates=request["locates"])
    return {"operations": operations_in(document), "size": len(text), **told}, text
