"""What ``--metadata`` says: client metadata that has no option of its own (RFC 7591 2)."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

Metadata = Mapping[str, object]
# Members that are lists: one more value is one more element.
LISTS = frozenset(
    {
        "contacts",
        "default_acr_values",
        "grant_types",
        "post_logout_redirect_uris",
        "redirect_uris",
        "request_uris",
        "response_types",
    }
)


def metadata_of(given: Iterable[str]) -> Metadata:
    """Return what several ``--metadata`` say together; the last word on a member holds.

    Raises:
        click.BadParameter: One of them cannot be understood.
    """
    members: dict[str, object] = {}
    for text in given:
        for name, value in _members_in(text).items():
            members[name] = _joined(members.get(name), value) if name in LISTS else value
    return members


def _joined(earlier: object, value: object) -> object:
    if isinstance(earlier, list) and isinstance(value, list):
        return [*earlier, *value]
    return value


def _members_in(text: str) -> Metadata:
    name, equals, value = text.partition("=")
    if not equals:
        return _object_in(Path(text))
    if name.endswith(":"):
        return {name[:-1]: _json_in(value, text)}
    return {name: [value] if name in LISTS else value}


def _object_in(file: Path) -> Metadata:
    try:
        document = _json_in(file.read_text(encoding="utf-8"), str(file))
    except OSError as error:
        raise click.BadParameter(
            f"{str(file)!r} is neither KEY=TEXT nor a file that can be read: {error.strerror}"
        ) from error
    except UnicodeDecodeError as error:
        raise click.BadParameter(f"the file {file} is not UTF-8") from error
    if not isinstance(document, dict):
        raise click.BadParameter(f"the file {file} holds no JSON object")
    return document


def _json_in(text: str, place: str) -> object:
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(f"what {place!r} holds is not JSON: {error}") from error
    return document
