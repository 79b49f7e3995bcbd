"""What is wrong in a preset although each value has the right form: do the parts fit together?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from oauth_tool.oauth.scopes import not_among
from oauth_tool.oauth.users import DEMO_EMAIL
from oauth_tool.platform.clock import read_duration
from oauth_tool.presetting.building import Entry, app_of, fault_of, user_ids
from oauth_tool.profiles.mistakes import Finding, KeyPath
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.acceptance import check
from tool_cli.errors import InvalidInput

# The key by which entries of a list are told apart.
IDENTITIES = {
    "users": "email",
    "apps": "client_id",
    "tokens": "access_token",
    "api_keys": "key",
}
OWNERS = {"apps": "owner", "tokens": "user", "api_keys": "user"}
SCOPES = {"tokens": "scopes", "api_keys": "permissions"}
SECRET = frozenset({"tokens", "api_keys"})


def meaning_findings(content: Entry, profile: Profile) -> Iterator[Finding]:
    """Yield everything that the schema cannot see."""
    for rule in _RULES:
        yield from rule(content, profile)


def _repeated(content: Entry, _: Profile) -> Iterator[Finding]:
    for part, key in IDENTITIES.items():
        first: dict[str, int] = {}
        for index, one in _entries(content, part):
            known = first.setdefault(one[key], index)
            if known != index:
                what = "it" if part in SECRET else one[key]
                yield _finding(
                    (part, index, key),
                    f"{what} is there already, as number {known + 1}",
                    "keep one of them",
                )


def _unknown_users(content: Entry, _: Profile) -> Iterator[Finding]:
    known = user_ids(content)
    for part, key in OWNERS.items():
        for index, one in _entries(content, part):
            if one.get(key, DEMO_EMAIL) not in known:
                yield _finding(
                    (part, index, key),
                    f"there is no user {one[key][:100]!r}",
                    f"name one of {', '.join(known)}",
                )


def _apps(content: Entry, profile: Profile) -> Iterator[Finding]:
    ids = user_ids(content)
    for index, one in _entries(content, "apps"):
        app = app_of(one, ids, profile)
        path: KeyPath = ("apps", index)
        yield from _refused(path, partial(check, app.declared.form, profile, profile.scopes))
        if app.declared.form.is_public is (app.secret is not None):
            yield _finding(
                path,
                "an app has a client_secret, or is public",
                "write client_secret: TEXT, or public: true",
            )


def _tokens(content: Entry, profile: Profile) -> Iterator[Finding]:
    apps = {one["client_id"]: one for _, one in _entries(content, "apps")}
    for index, one in _entries(content, "tokens"):
        app = apps.get(one["client_id"])
        if app is None:
            yield _finding(
                ("tokens", index, "client_id"),
                f"there is no app {one['client_id'][:100]!r} in this file",
                "declare it among the apps",
            )
        else:
            allowed = app.get("scopes", profile.scopes)
            for scope in not_among(one.get("scopes", ()), allowed):
                yield _unknown_scope(("tokens", index, "scopes"), scope, allowed)
        yield from _refused(("tokens", index, "age"), partial(read_duration, one.get("age", "0s")))


def _keys(content: Entry, profile: Profile) -> Iterator[Finding]:
    for index, one in _entries(content, "api_keys"):
        for scope in not_among(one.get("permissions", ()), profile.scopes):
            yield _unknown_scope(("api_keys", index, "permissions"), scope, profile.scopes)


def _faults(content: Entry, profile: Profile) -> Iterator[Finding]:
    for index, one in _entries(content, "faults"):
        yield from _refused(("faults", index), partial(fault_of, one, profile))


def _clock(content: Entry, _: Profile) -> Iterator[Finding]:
    yield from _refused(("clock",), lambda: read_duration(content.get("clock", "0s")))


_RULES: Sequence[Callable[[Entry, Profile], Iterator[Finding]]] = (
    _repeated,
    _unknown_users,
    _apps,
    _tokens,
    _keys,
    _faults,
    _clock,
)


def _entries(content: Entry, part: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    yield from enumerate(content.get(part, ()))


def _refused(path: KeyPath, attempt: Callable[[], object]) -> Iterator[Finding]:
    try:
        attempt()
    except InvalidInput as error:
        yield _finding(path, error.message, error.hint or "correct it")


def _unknown_scope(path: KeyPath, scope: str, known: Any) -> Finding:  # noqa: ANN401 - a list or a mapping
    return _finding(
        path, f"the scope {scope[:100]!r} is not to be had", f"choose from {', '.join(known)}"
    )


def _finding(path: KeyPath, message: str, remedy: str) -> Finding:
    return Finding(path=path, message=message, remedy=remedy)
