"""A form as client metadata, for servers that register clients themselves (RFC 7591 2)."""

from collections.abc import Mapping

from oauth_tool.oauth.redirect_uris import check_redirect_uri
from oauth_tool.oauth.scopes import each_once
from oauth_tool.profiles.profile import Profile
from oauth_tool.registering.acceptance import check_logo_url
from oauth_tool.registering.form import Form
from tool_cli.errors import InvalidInput

Metadata = Mapping[str, object]
# What a server issues, or what must not stand on a command line.
_NOT_TO_BE_ASKED_FOR = (
    "client_id",
    "client_secret",
    "client_id_issued_at",
    "client_secret_expires_at",
    "registration_access_token",
    "registration_client_uri",
)


def client_metadata_of(form: Form, profile: Profile, more: Metadata | None = None) -> Metadata:
    """Return the metadata that asks a server for the app of a form.

    The server knows its scopes and grants, so it is the judge of those. Owner, description and
    client id have no place there: the server chooses the id.

    Args:
        form: What was filled in.
        profile: Says which grants an app has that names none.
        more: Other metadata. It wins; None takes a member out.

    Raises:
        InvalidInput: No server could accept it.
    """
    grants = each_once(form.grant_types) or profile.default_grant_types
    redirects = "authorization_code" in grants
    asked = {
        "client_name": form.name or None,
        "redirect_uris": list(each_once(form.redirect_uris)) or None,
        "grant_types": list(grants),
        "response_types": ["code"] if redirects else [],
        "scope": " ".join(each_once(form.scopes)) or None,
        "token_endpoint_auth_method": "none" if form.is_public else "client_secret_basic",
        "application_type": "native" if form.is_native else None,
        "logo_uri": form.logo_url,
    }
    metadata = merged(asked, more or {})
    _check(form, metadata, redirects=redirects)
    return metadata


def merged(metadata: Metadata, changes: Metadata) -> Metadata:
    """Return metadata with changes; a member that becomes None is taken out.

    Raises:
        InvalidInput: A change is not the client's to ask for.
    """
    for name in _NOT_TO_BE_ASKED_FOR:
        if name in changes:
            raise InvalidInput(
                f"{name} is no metadata to ask for: the server issues it", f"leave {name} out"
            )
    everything = {**metadata, **changes}
    return {name: value for name, value in everything.items() if value is not None}


def _check(form: Form, metadata: Metadata, *, redirects: bool) -> None:
    if form.client_id is not None:
        raise InvalidInput(
            "a server that registers clients chooses the client id", "leave --client-id out"
        )
    if redirects and not metadata.get("redirect_uris"):
        raise InvalidInput("the app has no redirect URI", "give one with --redirect-uri")
    for uri in form.redirect_uris:
        check_redirect_uri(uri, private_use_schemes=form.is_native)
    if form.logo_url is not None:
        check_logo_url(form.logo_url)
