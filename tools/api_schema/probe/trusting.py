"""Which certificates to trust is read when somebody asks: nothing connects during an import.

Packages make contexts for TLS when they are imported, and OpenSSL takes a twentieth of a second for
each to read the certificates of the machine.
"""

from __future__ import annotations

import functools
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MODULE = "ssl"
LOAD = "set_default_verify_paths"
# All that knows of a certificate, or adds one after these.
ASKING = ("cert_store_stats", "get_ca_certs", "load_verify_locations", "_wrap_bio", "_wrap_socket")


def defer_in(module: Any) -> None:  # noqa: ANN401 - its attributes are those of ssl
    """Have the contexts of a module read the machine's certificates late."""
    context = module.SSLContext
    load = getattr(context, LOAD)
    waiting: weakref.WeakSet[object] = weakref.WeakSet()

    def after_loading(method: Callable[..., object]) -> Callable[..., object]:
        def call(self: object, *arguments: object, **options: object) -> object:
            if self in waiting:
                waiting.discard(self)
                load(self)
            return method(self, *arguments, **options)

        return functools.wraps(method)(call)

    def wait(self: object) -> None:
        waiting.add(self)

    for name in ASKING:
        setattr(context, name, after_loading(getattr(context, name)))
    setattr(context, LOAD, functools.wraps(load)(wait))
