"""What AutoGPT's page of a user's apps relies on, to the letter."""

import pytest


async def test_ones_own_apps_are_listed_the_newest_first(ask_as_user, add_app):
    await add_app(name="Old")
    await add_app(name="New")

    status, apps = await ask_as_user("GET", "/apps/mine")

    assert status == 200
    assert {app["name"] for app in apps} == {"Old", "New"}
    assert apps[0]["created_at"] >= apps[1]["created_at"]
    assert list(apps[0]) == [
        "id",
        "name",
        "description",
        "logo_url",
        "client_id",
        "redirect_uris",
        "grant_types",
        "scopes",
        "owner_id",
        "is_active",
        "created_at",
        "updated_at",
    ]


async def test_an_app_is_switched_off_and_on_by_its_owner(ask_as_user, app):
    path = f"/apps/{app.client.id}/status"

    assert (await ask_as_user("PATCH", path, {"is_active": False}))[1]["is_active"] is False
    assert (await ask_as_user("PATCH", path, {"is_active": True}))[1]["is_active"] is True
    assert (await ask_as_user("PATCH", path, {"is_active": "no"}))[0] == 422


@pytest.mark.parametrize(
    ("path", "body", "detail"),
    [
        (
            "status",
            {"is_active": True},
            "Application not found or you don't have permission to update it",
        ),
        ("logo", {"logo_url": "https://app.example/logo.png"}, "OAuth App not found"),
    ],
)
async def test_an_app_of_somebody_else_is_not_found(
    ask_as_user, platform, app, watch, path, body, detail
):
    other = f"Bearer {platform.user_tokens.mint('somebody-else', watch())}"

    for row in (app.client.id, "x%00y", "unknown"):
        answer = await ask_as_user("PATCH", f"/apps/{row}/{path}", body, authorization=other)
        assert answer == (404, {"detail": detail})


async def test_a_logo_from_elsewhere_is_an_address_of_the_web(ask_as_user, app):
    path = f"/apps/{app.client.id}/logo"
    good = "https://app.example/logo.png"

    assert (await ask_as_user("PATCH", path, {"logo_url": good}))[1]["logo_url"] == good
    assert (await ask_as_user("PATCH", path, {"logo_url": "javascript:alert(1)"}))[0] == 400
    assert (await ask_as_user("PATCH", path, {"logo_url": None}))[1]["logo_url"] is None
