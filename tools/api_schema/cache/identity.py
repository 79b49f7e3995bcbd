"""What makes two runs the same question: keys of the cache."""

# Importing pathlib takes longer than all that a hit has to do.
# ruff: noqa: PTH100, PTH111, PTH118, PTH120, PTH123, PTH208

import hashlib
import json
import os
import sys
from collections.abc import Mapping

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
    return hashlib.blake2b(words.encode(), digest_size=16).hexdigest()


def tool_digest() -> str:
    """Return a digest of this tool's own code."""
    digest = hashlib.blake2b(digest_size=16)
    for part in PARTS:
        folder = os.path.join(PACKAGE, part)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                with open(os.path.join(folder, name), "rb") as file:
                    digest.update(file.read())
    return digest.hexdigest()


def default_folder(environment: Mapping[str, str]) -> str:
    """Return the folder that the cache is in unless the user has another."""
    base = environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(base, "export-api-schema")
