"""The profiles that ship with the tool. Tests check them; at run time they are trusted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

SHIPPED = ("autogpt", "rfc")

# The C parser is ten times as fast; a PyYAML built without libyaml lacks it.
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Document = Mapping[str, Any]  # what YAML gives; its shape has been checked


def shipped_document(name: str) -> Document:
    """Return the content of a profile that ships with the tool."""
    text = Path(__file__).with_name(f"{name}.yaml").read_bytes()
    document: Document = yaml.load(text, Loader=SafeLoader)  # noqa: S506 - both are safe loaders
    return document
