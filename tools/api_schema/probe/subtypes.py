"""A type is found to be its own subtype once: ``overrides`` asks for each parameter of each method.

Nearly always the type is the very same as the one above. Then only parts that are one another are
compared, no class is asked, and what was true once is true each time. A version of the package that
works this out in another way is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api_schema.probe.adapters import Same

if TYPE_CHECKING:
    from typing import Any

MODULE = "overrides.signature"
WORKS_OUT = "_issubtype"
WITH = {"_contains_unbound_typevar", "issubtype", "TypeError"}


def remember_in(module: Any) -> None:  # noqa: ANN401 - its attributes are those of overrides
    """Have a module remember which types are their own subtypes, if it is one that is known."""
    work_out: Any = getattr(module, WORKS_OUT, None)
    code = getattr(work_out, "__code__", None)
    if code is None or set(code.co_names) != WITH or code.co_varnames != ("left", "right"):
        return
    known: set[Same] = set()

    def is_subtype(left: object, right: object) -> object:
        if left is right and Same(left) in known:
            return True
        answer: object = work_out(left, right)
        if left is right and answer is True:
            known.add(Same(left))
        return answer

    setattr(module, WORKS_OUT, is_subtype)
