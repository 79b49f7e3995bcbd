"""Export the document of a target: run the probe, take what it hands over, or say why not."""

import json
import os
import signal
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from api_schema.child import Ending, run_probe
from api_schema.conditions import Conditions
from api_schema.document import Document
from api_schema.explaining import Circumstances, explained
from api_schema.report import Failure, Report, read_report
from api_schema.target import Target

CHANNEL_LOST = 71  # the exit code of the probe, which is not imported here


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A document, and what was learnt on the way to it.

    Attributes:
        document: The document.
        report: All that the probe told.
        depends_on_home: Whether the path of the home or temporary folder is in the document.
    """

    document: Document
    report: Report
    depends_on_home: bool = False


def export_document(target: Target, conditions: Conditions) -> Export:
    """Return the OpenAPI document of a backend, imported in a child process of its interpreter.

    Raises:
        InvalidInput: The target names no application.
        BackendFailed: The backend does not import, or does not give its document.
    """
    return export_from(run_probe(target, conditions), target, conditions)


def export_from(ending: Ending, target: Target, conditions: Conditions) -> Export:
    """Return the document that a run of the probe handed over, or raise what stood in its way.

    Raises:
        InvalidInput: The target names no application.
        BackendFailed: The backend does not import, or does not give its document.
    """
    report = read_report(ending.sent)
    if report.document is not None:
        text = with_real_folders(report.document.text, ending.throwaway, conditions.environment)
        return Export(
            document=replace(report.document, text=text),
            report=report,
            depends_on_home=text != report.document.text,
        )
    circumstances = Circumstances(
        target=target,
        interpreter=conditions.interpreter,
        timeout=conditions.timeout,
        library=report.library,
        output=ending.output,
        incidents=report.incidents,
    )
    raise explained(report.failure or _seen_from_outside(ending, report), circumstances)


def with_real_folders(text: str, throwaway: str, environment: Mapping[str, str]) -> str:
    """Return a document with the paths that it would hold if nothing had been redirected."""
    inside = _in_json(throwaway)
    if not throwaway or inside not in text:
        return text
    home = environment.get("HOME") or str(Path.home())
    real: dict[str, str] = {
        "home/.cache": environment.get("XDG_CACHE_HOME", f"{home}/.cache"),
        "home/.config": environment.get("XDG_CONFIG_HOME", f"{home}/.config"),
        "home/.local/share": environment.get("XDG_DATA_HOME", f"{home}/.local/share"),
        "home/.local/state": environment.get("XDG_STATE_HOME", f"{home}/.local/state"),
        "home": home,
        "tmp": environment.get("TMPDIR") or tempfile.gettempdir(),
    }
    for folder, place in real.items():
        text = text.replace(f"{inside}/{folder}", _in_json(place.rstrip(os.sep)))
    return text


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _seen_from_outside(ending: Ending, report: Report) -> Failure:
    if not ending.in_time:
        return Failure(kind="hangs", frames=report.stack)
    if report.library is None:
        return Failure(kind="not-started")
    if ending.exit_code in (None, CHANNEL_LOST):
        return Failure(kind="channel-closed")
    if ending.exit_code < 0:
        name = signal.Signals(-ending.exit_code).name
        return Failure(kind="killed", name=name, frames=report.stack)
    return Failure(kind="ended", name=str(ending.exit_code))
