"""YAML, read from the events of libyaml: plain data only, each key once, aliases bounded.

No object of PyYAML's own is made, so a tag can construct nothing. Plain words mean what the core
schema of YAML 1.2 says, as OpenAPI demands: ``yes`` and ``2020-01-01`` are texts.
"""

from collections.abc import Iterable

import yaml

from api_schema.validation.reading.text import Keys, Parsed, Place, Places, Unreadable
from api_schema.validation.reading.yaml_tree import Reading, read_tree

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a PyYAML without libyaml
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # the same, slower


def parse_yaml(text: str, name: str) -> Parsed:
    """Return a YAML text as Python objects.

    Raises:
        Unreadable: It is no YAML, or too much of it.
    """
    reading = _read(text, name, frozenset())

    def places(wanted: Iterable[Keys]) -> Places:
        return _read(text, name, frozenset(wanted)).places

    return Parsed(
        document=reading.document,
        odd_numbers=reading.odd_numbers,
        duplicates=tuple(reading.duplicates),
        places=places,
    )


def _read(text: str, name: str, wanted: frozenset[Keys]) -> Reading:
    try:
        return read_tree(yaml.parse(text, Loader=Loader), name, wanted)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else None
        why = error.problem or "it is no YAML"
        raise Unreadable(name, place, why, "the text is no YAML from here on") from error
    except yaml.YAMLError as error:
        raise Unreadable(name, None, str(error), "the text is no YAML") from error
