"""Problems as lines that people read and terminals make clickable."""

from collections.abc import Sequence

from api_schema.validation.problem import Problem, Severity


def as_text(problems: Sequence[Problem]) -> str:
    """Return two lines a problem, and a line that counts them; nothing if there is none."""
    if not problems:
        return ""
    lines = [line for problem in problems for line in _lines_of(problem)]
    return "\n".join([*lines, counted(problems)]) + "\n"


def counted(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are."""
    counts = {
        severity: sum(problem.severity is severity for problem in problems) for severity in Severity
    }
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts.items())


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, which a document may smuggle in."""
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in folded)


def _lines_of(problem: Problem) -> list[str]:
    place = [problem.file or "document"]
    if problem.line:
        place += [str(problem.line), str(problem.column)]
    first = f"{':'.join(place)}: {problem.severity} {problem.rule} {problem}"
    return [one_line(first), *([f"    {one_line(problem.remedy)}"] if problem.remedy else [])]
