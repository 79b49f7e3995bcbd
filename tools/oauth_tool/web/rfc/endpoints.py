"""The endpoints that every issuer has: a new one is a row here."""

from oauth_tool.platform.rfc.device.pending import GRANT_TYPE
from oauth_tool.platform.rfc.protected_resource import PATH
from oauth_tool.profiles.profile import Profile
from oauth_tool.web.rfc import (
    authorization,
    device,
    jwks,
    protected_resource,
    pushing,
    registration,
    token,
    userinfo,
)
from oauth_tool.web.rfc.endpoint import Endpoint

PUSHING = "/par"


def endpoints_of(profile: Profile) -> tuple[Endpoint, ...]:
    """Return the endpoints of an issuer, for the grants that a profile has, at its paths."""
    return tuple(one for one in _all(profile) if one.grant in {None, *profile.grant_types})


def _all(profile: Profile) -> tuple[Endpoint, ...]:
    at = profile.endpoints
    return (
        Endpoint(
            method="GET",
            path=at.authorization.path,
            answer=authorization.show,
            told_as="authorization_endpoint",
            is_page=True,
        ),
        Endpoint(
            method="POST",
            path=at.authorization.path,
            answer=authorization.take_form,
            is_page=True,
            for_forms_elsewhere=True,
        ),
        Endpoint(
            method="POST",
            path=f"{at.authorization.path}{authorization.DECISION}",
            answer=authorization.decide,
            is_page=True,
        ),
        Endpoint(
            method="POST",
            path=PUSHING,
            answer=pushing.pushing,
            told_as="pushed_authorization_request_endpoint",
        ),
        Endpoint(
            method="POST",
            path=at.token.path,
            answer=token.issuing,
            told_as="token_endpoint",
            for_apps_in_browsers=True,
        ),
        Endpoint(
            method="POST",
            path=at.introspection.path,
            answer=token.introspecting,
            told_as="introspection_endpoint",
        ),
        Endpoint(
            method="POST",
            path=at.revocation.path,
            answer=token.revoking,
            told_as="revocation_endpoint",
            for_apps_in_browsers=True,
        ),
        Endpoint(
            method="GET",
            path=at.resource.path,
            answer=userinfo.userinfo,
            told_as="userinfo_endpoint",
            for_apps_in_browsers=True,
        ),
        Endpoint(
            method="POST",
            path=at.resource.path,
            answer=userinfo.userinfo,
        ),
        Endpoint(
            method="GET",
            path=PATH,
            answer=protected_resource.content,
            for_apps_in_browsers=True,
        ),
        Endpoint(
            method="GET",
            path="/jwks",
            answer=jwks.show,
            told_as="jwks_uri",
            for_apps_in_browsers=True,
        ),
        Endpoint(
            method="POST",
            path=device.PATH,
            answer=device.starting,
            told_as="device_authorization_endpoint",
            grant=GRANT_TYPE,
        ),
        Endpoint(
            method="GET", path=device.PAGE, answer=device.show, is_page=True, grant=GRANT_TYPE
        ),
        Endpoint(
            method="POST", path=device.PAGE, answer=device.deciding, is_page=True, grant=GRANT_TYPE
        ),
        Endpoint(
            method="POST",
            path=registration.PATH,
            answer=registration.registering,
            told_as="registration_endpoint",
        ),
        Endpoint(method="GET", path=registration.ONE_PATH, answer=registration.reading),
        Endpoint(method="PUT", path=registration.ONE_PATH, answer=registration.replacing),
        Endpoint(method="DELETE", path=registration.ONE_PATH, answer=registration.deleting),
    )
