"""Registering apps and looking after them: forms, credentials, rotation, batches."""

from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import Registration, Sources, prepare
from oauth_tool.registering.printed import as_sql

__all__ = ["Form", "Registration", "Sources", "as_sql", "prepare"]
