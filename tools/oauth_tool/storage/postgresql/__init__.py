"""A store in the platform's own PostgreSQL tables, through asyncpg."""

from oauth_tool.storage.postgresql.opening import open_postgresql

__all__ = ["open_postgresql"]
