"""All that a platform keeps in its database, in the words of the rules."""

from oauth_tool.storage.api_keys import ApiKeys
from oauth_tool.storage.app_store import AppStore
from oauth_tool.storage.state import State, state_in
from oauth_tool.storage.tokens import Tokens


class Store(AppStore, Tokens, ApiKeys):
    """One platform's data."""

    __slots__ = ()

    @property
    def state(self) -> State:
        """What processes on one database have to know of one another."""
        return state_in(self.database, self.tables.state)
