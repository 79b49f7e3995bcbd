"""What a PostgreSQL server refuses, in words that the store and its users understand."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from oauth_tool.storage.database import NoSuchReferenceError, NotUniqueError
from tool_cli.errors import ToolError

FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the errors of the work inside into ours.

    Raises:
        NotUniqueError: A row with this value in a unique column is there already.
        NoSuchReferenceError: The row refers to a row that is not there.
        ToolError: The database refuses the statement for another reason, or is gone.
    """
    try:
        yield
    except asyncpg.UniqueViolationError as error:
        raise NotUniqueError from error
    except asyncpg.ForeignKeyViolationError as error:
        raise NoSuchReferenceError from error
    except FAILURES as error:
        raise ToolError(
            f"the database failed: {str(error) or 'no answer in time'}",
            "it may be down, of an edition that the profile does not describe, or forbid this to"
            " its user",
        ) from error
