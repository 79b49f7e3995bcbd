"""What a request is about may be deleted while it is answered."""

from collections.abc import Iterator
from contextlib import contextmanager

from oauth_tool.oauth.protocol_errors import ProtocolError
from oauth_tool.storage.database import NoSuchReferenceError


@contextmanager
def told_as(gone: ProtocolError) -> Iterator[None]:
    """Raise an error of the protocol where a client that was there a moment ago is gone.

    Raises:
        ProtocolError: That one.
    """
    try:
        yield
    except NoSuchReferenceError as error:
        raise gone from error
