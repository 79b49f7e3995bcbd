"""The sequence diagram of a walk: where everything stands. The template draws it as SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from oauth_tool.client.showing import ShownEntry
from oauth_tool.client.steps import Step
from oauth_tool.client.trace import ShownExchange
from oauth_tool.web.step_texts import TEXTS

WIDTH = 660
HEAD = 64
ROW = 58
ANSWER = 24
LONGEST_LABEL = 34
LANES: Mapping[str, int] = {"Your browser": 90, "The app": 290, "The platform": 560}
# From where to where a request goes; those that the browser carries have no answer to draw.
WAYS: Mapping[Step, tuple[str, str]] = {
    Step.AUTHORIZE: ("Your browser", "The platform"),
    Step.CALLBACK: ("Your browser", "The app"),
    Step.SETUP: ("Your browser", "The platform"),
    Step.SETUP_RETURN: ("Your browser", "The app"),
}
USUAL_WAY = ("The app", "The platform")


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrow:
    """One exchange in the diagram.

    Attributes:
        number: That of the exchange.
        sentence: All of it in words, for those who do not see it.
        label: What the request is.
        answer: What the answer is; empty if there is none to draw.
        kind: ``good``, ``bad``, ``odd`` or ``carried``.
        start: Where the request comes from, from left to right.
        end: Where it goes.
        y: How far down.
    """

    number: int
    sentence: str
    label: str
    answer: str
    kind: str
    start: int
    end: int
    y: int

    @property
    def middle(self) -> float:
        """Where its texts stand."""
        return (self.start + self.end) / 2

    @property
    def answer_y(self) -> int:
        """How far down the answer is."""
        return self.y + ANSWER


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagram:
    """The whole diagram, in its own units."""

    width: int
    height: int
    lanes: Mapping[str, int]
    arrows: Sequence[Arrow]


def diagram_of(entries: Sequence[ShownEntry]) -> Diagram:
    """Return the diagram of exchanges without secrets, oldest first."""
    arrows = [arrow_of(entry, HEAD + place * ROW) for place, entry in enumerate(entries)]
    return Diagram(width=WIDTH, height=HEAD + len(arrows) * ROW, lanes=LANES, arrows=arrows)


def arrow_of(entry: ShownEntry, y: int) -> Arrow:
    """Return the arrow of one exchange, this far down."""
    exchange = entry.exchange
    start, end = WAYS.get(entry.step, USUAL_WAY)
    path = urlsplit(exchange.url).path
    answer = _answer(exchange)
    title = TEXTS[entry.step].title
    purpose = f", wrong on purpose: {entry.on_purpose}" if entry.on_purpose else ""
    return Arrow(
        number=entry.number,
        sentence=f"{entry.number}. {title}: {start} to {end}, {exchange.method} {path}"
        f"{f', {answer}' if answer else ''}{purpose}",
        label=_shortened(f"{exchange.method} {path}"),
        answer=answer,
        kind=_kind(entry),
        start=LANES[start],
        end=LANES[end],
        y=y,
    )


def _answer(exchange: ShownExchange) -> str:
    if exchange.status is not None:
        return f"{exchange.status} {exchange.reason}".rstrip()
    return "no answer" if exchange.failure else ""


def _kind(entry: ShownEntry) -> str:
    exchange = entry.exchange
    if entry.on_purpose:
        return "odd"
    if exchange.failure or (exchange.status or 0) >= 300:  # noqa: PLR2004 - RFC 9110 15.4
        return "bad"
    return "good" if exchange.status else "carried"


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
