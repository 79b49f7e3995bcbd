"""What registering apps needs of a platform's database."""

from oauth_tool.storage.clients import Clients
from oauth_tool.storage.users import Users


class AppStore(Clients, Users):
    """Clients, and the users that own them."""

    __slots__ = ()
