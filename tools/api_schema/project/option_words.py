"""A value from a configuration file as the words of a command line."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionForm:
    """What an option of the command takes.

    Attributes:
        on: The flag that switches it on; empty if it takes a value.
        off: The flag that switches it off; empty if leaving it out does that.
        is_repeatable: Whether it takes several values.
    """

    on: str = ""
    off: str = ""
    is_repeatable: bool = False


def words_for(key: str, value: object, form: OptionForm) -> Iterator[str]:
    """Yield an option as it stands on a command line; a TypeError says what it takes."""
    if form.on:
        if not isinstance(value, bool):
            raise TypeError("true or false")
        yield from filter(None, [form.on if value else form.off])
    elif isinstance(value, list):
        if not form.is_repeatable or not all(_is_plain(each) for each in value):
            raise TypeError("one text or number")
        yield from (f"--{key}={each}" for each in value)
    elif _is_plain(value):
        yield f"--{key}={value}"
    else:
        raise TypeError("a text, or a list of them" if form.is_repeatable else "one text or number")


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)
