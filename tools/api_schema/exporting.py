"""Export the document of a target: run the probe, take what it hands over, or say why not."""

import signal
from collections.abc import Mapping
from pathlib import Path

from api_schema.child import Ending, run_probe
from api_schema.document import Document
from api_schema.explaining import Circumstances, explained
from api_schema.report import Failure, Report, read_report
from api_schema.target import Target

CHANNEL_LOST = 71  # the exit code of probe.py, which is not imported here


def export_document(
    target: Target,
    *,
    interpreter: Path,
    environment: Mapping[str, str],
    timeout: float,
    verbose: bool = False,
) -> Document:
    """Return the OpenAPI document of a backend, imported in a child process of its interpreter.

    Args:
        target: Where the application is.
        interpreter: The Python that has the backend's dependencies.
        environment: The environment variables that the backend sees.
        timeout: The seconds that it has.
        verbose: Let the backend's output through to stderr, with the traceback of a failure.

    Raises:
        InvalidInput: The target names no application.
        BackendFailed: The backend does not import, or does not give its document.
    """
    ending = run_probe(
        target, interpreter=interpreter, environment=environment, timeout=timeout, verbose=verbose
    )
    report = read_report(ending.sent)
    if report.document is not None:
        return report.document
    circumstances = Circumstances(
        target=target,
        interpreter=interpreter,
        timeout=timeout,
        library=report.library,
        output=ending.output,
    )
    raise explained(report.failure or _seen_from_outside(ending, report), circumstances)


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
