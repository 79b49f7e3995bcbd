"""The trace as it may be seen: each exchange is masked once, however often it is looked at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass

from oauth_tool.client.masking import Mask, spellings_of
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import Entry, ShownExchange, shown


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownEntry:
    """An exchange without secrets, its number, and the mistake that was made on purpose in it."""

    number: int
    exchange: ShownExchange
    on_purpose: str

    @property
    def step(self) -> Step:
        """The step that it belongs to."""
        return self.exchange.step


class Showing:
    """The masked exchanges of one session."""

    __slots__ = ("_known", "_shown")

    def __init__(self) -> None:
        self._shown: dict[int, tuple[ShownEntry, str]] = {}
        self._known: frozenset[str] = frozenset()

    def of(self, entries: Iterable[Entry], mask: Mask) -> Sequence[ShownEntry]:
        """Return the entries without secrets, in their order.

        One that was masked before is masked again only if a secret that became known since then
        stands in it.
        """
        self._forget_those_with(frozenset(mask.secrets) - self._known)
        self._known = frozenset(mask.secrets)
        self._shown = {entry.number: self._masked(entry, mask) for entry in entries}
        return [entry for entry, _ in self._shown.values()]

    def _forget_those_with(self, secrets: Collection[str]) -> None:
        spelled = spellings_of(secrets)
        self._shown = {
            number: kept
            for number, kept in self._shown.items()
            if not any(spelling in kept[1] for spelling in spelled)
        }

    def _masked(self, entry: Entry, mask: Mask) -> tuple[ShownEntry, str]:
        if entry.number in self._shown:
            return self._shown[entry.number]
        exchange = shown(entry.exchange, mask)
        one = ShownEntry(number=entry.number, exchange=exchange, on_purpose=entry.on_purpose)
        return one, "\n".join(_texts_in(astuple(exchange)))


def _texts_in(value: object) -> Iterable[str]:
    match value:
        case str():
            yield value
        case tuple() | list():
            for part in value:
                yield from _texts_in(part)
        case _:
            return
