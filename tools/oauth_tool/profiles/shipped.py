"""The profiles that ship with the tool. Tests check them; at run time they are trusted."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

SHIPPED = ("autogpt", "rfc")

Document = Mapping[str, Any]  # what YAML gives; its shape has been checked


def shipped_document(name: str) -> Document:
    """Return the content of a profile that ships with the tool."""
    document: Document = import_module(f"oauth_tool.profiles.parsed.{name}").DOCUMENT
    return document
