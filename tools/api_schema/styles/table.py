"""The styles of documents: each is a function from Python objects to text."""

from collections.abc import Callable
from importlib import import_module

DEFAULT = "json"
WRITERS = {
    DEFAULT: "api_schema.styles.json_text:plain",
    "pretty": "api_schema.styles.json_text:pretty",
    "minify": "api_schema.styles.json_text:minified",
    "prettier": "api_schema.styles.prettier:prettier",
    "prettier-open": "api_schema.styles.prettier:prettier_open",
    "yaml": "api_schema.styles.yaml_text:yaml_text",
}
SUFFIXES = {".yaml": "yaml", ".yml": "yaml"}


def styled(content: object, style: str) -> str:
    """Return the text of a file in the style of this name, with a newline at its end."""
    module, attribute = WRITERS[style].split(":")
    write: Callable[[object], str] = getattr(import_module(module), attribute)
    return write(content)


def style_for(suffix: str) -> str:
    """Return the style of files with this suffix."""
    return SUFFIXES.get(suffix.lower(), DEFAULT)


def style_of(text: str, content: object) -> str | None:
    """Return the style that a text has, given what it holds; None if it is another one."""
    start = "{[" if text.startswith(("{", "[")) else ""
    likely = [name for name in WRITERS if (name == "yaml") != bool(start)]
    return next((name for name in likely if styled(content, name) == text), None)
