"""A report as text for a person, or in a format for a program."""

import json
from collections.abc import Callable, Mapping, Sequence

from oauth_tool.handing_over.report import SECRET, Report
from tool_cli.finishing import printable

Format = Callable[[Report], str]


def as_text(report: Report) -> str:
    """Return the report as aligned lines, safe on a terminal."""
    width = max(len(key) for key in report)
    lines = [
        f"{'' if number else key:{width}}  {printable(text)}"
        for key, value in report.items()
        for number, text in enumerate(_texts(value))
    ]
    if SECRET in report:
        lines.append(
            "\nKeep the client secret now: only its hash is stored, it cannot be shown again."
        )
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """Return the report as a JSON object."""
    return json.dumps(report, indent=2, ensure_ascii=False)


def as_yaml(report: Report) -> str:
    """Return the report as a YAML mapping, plain ASCII."""
    import yaml  # noqa: PLC0415 - not every command prints YAML

    lists = {k: list(v) if isinstance(v, tuple) else v for k, v in report.items()}
    # Not allow_unicode: PyYAML writes U+0085 as it is, and reads it as a line break.
    text: str = yaml.safe_dump(lists, sort_keys=False)
    return text.rstrip("\n")


def as_env(report: Report) -> str:
    """Return the report as lines that a POSIX shell evaluates."""
    from oauth_tool.handing_over import variables  # noqa: PLC0415 - the same

    return variables.as_env(report)


def as_dotenv(report: Report) -> str:
    """Return the report as lines of an ``.env`` file."""
    from oauth_tool.handing_over import variables  # noqa: PLC0415 - the same

    return variables.as_dotenv(report)


FORMATS: Mapping[str, Format] = {
    "text": as_text,
    "json": as_json,
    "yaml": as_yaml,
    "env": as_env,
    "dotenv": as_dotenv,
}


def _texts(value: object) -> Sequence[str]:
    if value is None:
        return ["-"]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return value if isinstance(value, tuple) else [str(value)]
