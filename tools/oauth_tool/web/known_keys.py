"""The public keys of the server, as far as they were fetched."""

from collections.abc import Collection
from dataclasses import dataclass, field

from oauth_tool.client.answers import Document


@dataclass(kw_only=True, slots=True)
class KnownKeys:
    """A key set, and the names of keys that were looked for in it.

    A name that was looked for once is not fetched again: a token with a made-up name could
    otherwise have the server asked forever.
    """

    document: Document | None = field(default=None, repr=False)
    names: frozenset[str] = frozenset()

    def keep(self, document: Document | None, names: Collection[str]) -> None:
        """Keep a key set in the place of the former one."""
        self.document = document or self.document
        self.names |= frozenset(names)
