"""Problems as a JUnit report, which most CI systems show as failed tests."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from api_schema.reports.plain import one_line
from api_schema.validation.problem import Problem, Severity

SUITE = "export-api-schema"


def as_junit(problems: Sequence[Problem]) -> str:
    """Return one test case a problem: errors fail, warnings pass and say so in their output."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    count = str(max(len(problems), 1))
    suite = ET.Element("testsuite", name=SUITE, tests=count, failures=str(errors), errors="0")
    if not problems:
        ET.SubElement(suite, "testcase", classname=SUITE, name="no problems")
    for problem in problems:
        _add_case(suite, problem)
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: ET.Element, problem: Problem) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=problem.rule,
        name=one_line(problem.pointer),
        file=problem.file,
        line=str(problem.line),
    )
    tag = "failure" if problem.severity is Severity.ERROR else "system-out"
    inner = ET.SubElement(case, tag)
    inner.text = one_line(f"{problem.message} ({problem.remedy})")
    if problem.severity is Severity.ERROR:
        inner.set("message", one_line(problem.message))
        inner.set("type", problem.rule)
