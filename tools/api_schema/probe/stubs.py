"""Stand-ins for modules that are not installed or not generated yet.

What is taken from such a module is a class that can be called, subclassed, subscribed and used as a
type; everything that comes out of it is another one. It may not get into the document.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from api_schema.probe.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, NoReturn

MARK = "export-api-schema-stub:"


class StubType(type):
    """The class of stand-ins."""

    def __getattr__(cls, name: str) -> Any:  # noqa: ANN401 - it stands for anything
        if name.startswith("__"):
            raise AttributeError(name)
        return stub(f"{cls.stands_for}.{name}")

    def __call__(cls, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - the same
        """Return a stand-in, or for a class of the backend an instance of it."""
        return super().__call__(*arguments, **options) if cls.is_of_the_backend else cls

    @property
    def is_of_the_backend(cls) -> bool:
        """Whether the backend wrote this class, with a stand-in for its base."""
        return "stands_for" not in vars(cls)

    def __getitem__(cls, _: object) -> StubType:
        return cls

    def __str__(cls) -> str:
        return MARK + cls.stands_for

    __repr__ = __str__
    stands_for: str


def stub(name: str) -> StubType:
    """Return the stand-in for what has this dotted name."""
    members = {"stands_for": name, "mark": MARK + name, "__module__": name.rpartition(".")[0]}
    return StubType(name.rpartition(".")[2], (Stub,), members)


class Stub(metaclass=StubType):
    """The base of stand-ins."""

    stands_for = ""

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, str]:
        """Tell pydantic that anything is valid."""
        return {"type": "any"}

    @classmethod
    def __get_pydantic_json_schema__(cls, *_: object) -> NoReturn:
        """Refuse to be described in a document."""
        raise Failure("stub-in-document", name=cls.stands_for)


class StubModule(ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - it stands for anything
        if name.startswith("__"):
            raise AttributeError(name)
        return stub(f"{self.__name__}.{name}")


class StubFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules that are to be stood in for, and those below them."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find_spec(self, fullname: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        """Return a specification for a stand-in."""
        if any(f"{fullname}.".startswith(f"{name}.") for name in self.names):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Return the stand-in."""
        return StubModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave it as it is."""


def install(names: Sequence[str]) -> None:
    """Stand in for these modules from now on."""
    if names:
        sys.meta_path.insert(0, StubFinder(names))


def require_none_in(text: bytes) -> None:
    """Fail if a stand-in got into the document."""
    place = text.find(MARK.encode())
    if place >= 0:
        name = text[place + len(MARK) :].split(b'"', 1)[0].decode(errors="replace")
        raise Failure("stub-in-document", name=name)
