"""YAML that each reader, of YAML 1.1 or 1.2, takes for the same data.

A text stands without quotes only where no reader could take it for anything else; every other one
is in double quotes, where JSON's escapes are YAML's, or, if it has several lines, a literal block.
"""

import math
import re
from json.encoder import encode_basestring as quoted

STEP = "  "
# Letters first, and no colon, hash or bracket that could end the text or start something else.
HARMLESS = re.compile(r"[A-Za-z/$_][\w/$.+\-(){}'<>]*(?: [\w/$.+\-(){}'<>]+)*", re.ASCII)
# What YAML 1.1 takes for a truth value, nothing, or a number.
WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
LONGEST = 120
# YAML 1.2.2, section 5.1: what may stand in a stream; a line break of Unicode ends a line in 1.1.
UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
BLOCK = re.compile(r"[^\s].*\n.*", re.DOTALL)
CONSTANTS = {True: "true", False: "false", None: "null"}


def yaml_text(content: object) -> str:
    """Return a YAML document."""
    if isinstance(content, str):
        return _text(content) + "\n"  # a block has to be indented
    lines = _node(content, "\n")
    return lines.removeprefix("\n").removeprefix(" ") + "\n"


def _node(node: object, margin: str) -> str:
    """Return what follows the colon or the hyphen before a node."""
    if isinstance(node, dict) and node:
        return "".join(
            f"{margin}{_text(key)}:{_node(value, margin + STEP)}" for key, value in node.items()
        )
    if isinstance(node, list) and node:
        return "".join(f"{margin}-{_item(item, margin + STEP)}" for item in node)
    return f" {_scalar(node, margin)}"


def _item(node: object, margin: str) -> str:
    """Return what follows a hyphen: the first key of an object stands beside it."""
    text = _node(node, margin)
    return f" {text[len(margin) :]}" if isinstance(node, dict | list) and node else text


def _scalar(node: object, margin: str) -> str:
    if isinstance(node, str):
        return _block(node, margin) if _may_be_block(node) else _text(node)
    if node is None or isinstance(node, bool):
        return CONSTANTS[node]
    if isinstance(node, float):
        return _decimal(node)
    return "{}" if isinstance(node, dict) else str(node)


def _text(text: str) -> str:
    if len(text) <= LONGEST and HARMLESS.fullmatch(text) and text.lower() not in WORDS:
        return text
    return UNPRINTABLE.sub(_escape, quoted(text))


def _escape(found: re.Match[str]) -> str:
    return f"\\U{ord(found[0]):08x}"


def _may_be_block(text: str) -> bool:
    return BLOCK.fullmatch(text) is not None and UNPRINTABLE.search(text) is None


def _block(text: str, margin: str) -> str:
    """Return a literal block (YAML 1.2.2, section 8.1.2)."""
    body = text.rstrip("\n")
    ending = len(text) - len(body)
    keeping = "-" if ending == 0 else "" if ending == 1 else "+"
    lines = [f"{margin}{line}" if line else "\n" for line in body.split("\n")]
    return f"|{keeping}{''.join(lines)}" + "\n" * max(ending - 1, 0)


def _decimal(number: float) -> str:
    if math.isnan(number) or math.isinf(number):
        return {"nan": ".nan", "inf": ".inf", "-inf": "-.inf"}[repr(number)]
    text = repr(number)
    mantissa, exponent, power = text.partition("e")
    return text if "." in mantissa or not exponent else f"{mantissa}.0e{power}"
