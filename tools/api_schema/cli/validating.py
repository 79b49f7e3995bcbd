"""What ``validate`` does: check, report, and say by the exit code whether that is good."""

from pathlib import Path

from api_schema.reports.table import written
from api_schema.validation.checking import Settings, check
from api_schema.validation.problem import Severity
from tool_cli.output import STDOUT, write_result

# The document and all that was built from it: this command ends the process (``cli/main.py``), and
# the system takes memory back faster than Python takes objects apart.
KEPT: list[object] = []
TEXT = "text"


def validated(
    source: str,
    settings: Settings,
    *,
    report: str = TEXT,
    output: Path = STDOUT,
    fail_on: Severity = Severity.ERROR,
) -> int:
    """Write the problems of a document in a format, and return the exit code.

    Raises:
        ToolError: It cannot be read, or the report cannot be written.
    """
    problems = check(source, settings, keep=KEPT.append)
    write_result(written(problems, report), output)
    failing = {Severity.ERROR, fail_on}
    return int(any(problem.severity in failing for problem in problems))
