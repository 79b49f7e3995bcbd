"""What a piece of code consists of is worked out once for all who ask in a row.

Decorators that look up the bases of the class that is being defined (``overrides``) take the whole
body of the class apart, again for each method. A code object never changes, an instruction is a
named tuple, and the code that was asked for last is held, so that no other has its place. Asked for
a function, whose code may be replaced, or in a special way, Python answers itself.
"""

from __future__ import annotations

import dis
import functools
from types import CodeType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def remember_instructions() -> None:
    """Have ``dis.get_instructions`` remember what it answered last, in this whole process."""
    work_out = dis.get_instructions
    last: tuple[object, tuple[dis.Instruction, ...]] = (None, ())

    @functools.wraps(work_out)
    def get_instructions(x: Any, **options: Any) -> Iterator[dis.Instruction]:  # noqa: ANN401 - dis's
        nonlocal last
        if options or type(x) is not CodeType:
            return work_out(x, **options)
        code, found = last
        if code is not x:
            found = tuple(work_out(x))
            last = (x, found)
        return (instruction for instruction in found)

    dis.get_instructions = get_instructions
