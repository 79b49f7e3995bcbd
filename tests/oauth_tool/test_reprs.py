"""What is secret is in no `repr`, so it is in no log, no traceback and no failed assertion."""

import dataclasses
import importlib
import inspect
import pkgutil
import re

import oauth_tool

SECRETIVE = re.compile(
    r"(client_|former_)?secret|password|code|code_verifier|client_assertion|cookies?|database_url"
    r"|(access_|refresh_|id_|user_|control_)?token|([a-z]+_)?key"
)
# Thumbprints of public keys, and the name of a cookie.
PUBLIC = {"Terms.key", "Message.key", "Proof.key", "Browsers.cookie"}


def dataclasses_of(package):
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(found.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            is_own = dataclasses.is_dataclass(kind) and kind.__module__ == module.__name__
            if is_own and "def __repr__" not in inspect.getsource(kind):
                yield kind


def shows_a_secret(field):
    is_text = re.search(r"\b(str|bytes)\b", str(field.type)) is not None
    return field.repr and is_text and SECRETIVE.fullmatch(field.name) is not None


def test_no_record_shows_what_is_secret():
    kinds = list(dataclasses_of(oauth_tool))

    shown = {
        f"{kind.__name__}.{field.name}"
        for kind in kinds
        for field in dataclasses.fields(kind)
        if shows_a_secret(field)
    }

    assert len(kinds) > 100
    assert shown - PUBLIC == set()
