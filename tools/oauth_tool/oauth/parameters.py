"""The parameters of a request: each once, and an empty one is none (RFC 6749 3.1 and 3.2)."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from oauth_tool.oauth.protocol_errors import InvalidRequest

MOST = 100
# RFC 8707 2 and RFC 8693 2.1 let a client name several places that a token is for.
REPEATABLE = frozenset({"resource", "audience"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameters:
    """The parameters of a query or of a form, in their order; codes and secrets are among them."""

    pairs: tuple[tuple[str, str], ...] = field(repr=False)

    def one(self, name: str) -> str:
        """Return the first value of a parameter, empty if there is none."""
        return next(iter(self.every(name)), "")

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter that are not empty."""
        return tuple(value for key, value in self.pairs if key == name and value)

    def required(self, name: str) -> str:
        """Return the value of a parameter.

        Raises:
            InvalidRequest: There is none.
        """
        value = self.one(name)
        if not value:
            raise InvalidRequest(f"the parameter {name} is missing")
        return value

    @property
    def repeated(self) -> tuple[str, ...]:
        """The parameters that are given more than once, and may not be."""
        counts = Counter(name for name, _ in self.pairs)
        return tuple(name for name, n in counts.items() if n > 1 and name not in REPEATABLE)

    def require_each_once(self) -> None:
        """Refuse a request that can be read in two ways.

        Raises:
            InvalidRequest: A parameter is given twice.
        """
        if self.repeated:
            raise InvalidRequest(f"the parameter {self.repeated[0][:40]} is given more than once")


def read_parameters(text: str) -> Parameters:
    """Return the parameters of a query, or of a body of ``application/x-www-form-urlencoded``.

    Raises:
        InvalidRequest: There are too many, or they are not UTF-8.
    """
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except ValueError as error:
        raise InvalidRequest("the parameters cannot be read") from error
    return Parameters(pairs=tuple(pairs))
