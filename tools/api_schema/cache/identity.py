"""What makes two runs the same question: keys of the cache."""

# Importing pathlib takes longer than all that a hit has to do.
# ruff: noqa: PTH100, PTH111, PTH118, PTH120, PTH123, PTH208

import json
import os
import sys
from collections.abc import Mapping

from api_schema.probe import places

FORMAT = 1
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The folders whose code decides what is written.
PARTS = (
    "",
    "cache",
    "cli",
    "converting",
    "editing",
    "probe",
    "probe/frameworks",
    "project",
    "styles",
    "diff",
    "validation",
)


def key_for(question: object) -> str:
    """Return the key of a question to this version of the tool."""
    words = json.dumps([FORMAT, tool_digest(), sys.platform, os.uname().machine, question])
    return places.digest(words.encode())


def tool_digest() -> str:
    """Return a digest of this tool's own code."""
    content = bytearray()
    for part in PARTS:
        folder = os.path.join(PACKAGE, part)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), "rb", buffering=0) as file:
                    content += file.read()
    return places.digest(content)


def default_folder(environment: Mapping[str, str]) -> str:
    """Return the folder that the cache is in unless the user has another."""
    base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "export-api-schema")
