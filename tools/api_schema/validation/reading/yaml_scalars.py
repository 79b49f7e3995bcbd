"""What a plain word of YAML means, by the core schema of YAML 1.2 (section 10.3.2)."""

import re
from collections.abc import Callable
from math import inf, nan

FIRST = frozenset("-+.0123456789~nNtTfF")
NULL = frozenset({"", "~", "null", "Null", "NULL"})
TRUE = frozenset({"true", "True", "TRUE"})
FALSE = frozenset({"false", "False", "FALSE"})
INTEGER = re.compile(r"[-+]?[0-9]+")
OCTAL = re.compile(r"0o[0-7]+")
HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
SPECIAL = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
LONGEST_INTEGER = 4000

FORMS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (INTEGER, lambda word: int(word) if len(word) < LONGEST_INTEGER else float(word)),
    (OCTAL, lambda word: int(word, base=0)),
    (HEXADECIMAL, lambda word: int(word, base=0)),
    (FLOAT, float),
    (SPECIAL, lambda word: nan if word.lower() == ".nan" else _infinity(word)),
)


def plain_value(word: str) -> object:
    """Return what a word without quotes stands for."""
    if word in NULL:
        return None
    if word[0] not in FIRST:
        return word
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    for form, value_of in FORMS:
        if form.fullmatch(word):
            return value_of(word)
    return word


def _infinity(word: str) -> float:
    return -inf if word.startswith("-") else inf


def _as_float(value: object) -> object:
    return float(value) if isinstance(value, int) else value


TAGS: dict[str, Callable[[str], object]] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:int": plain_value,
    "tag:yaml.org,2002:float": lambda word: _as_float(plain_value(word)),
    "tag:yaml.org,2002:bool": plain_value,
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:timestamp": str,
    "tag:yaml.org,2002:binary": str,
}
