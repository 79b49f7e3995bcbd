"""A mounted application has a document of its own."""

import pytest


@pytest.mark.parametrize(
    ("target", "mount", "same_as"),
    [
        ("main:app", "/external-api", "main:outer"),
        ("main:app", "/external-api/v2/", "main:inner"),
        ("main:outer", "/v2", "main:inner"),
        ("main:create_app", "/v2", "main:inner"),
    ],
)
def test_the_document_of_a_mounted_application_is_its_own(
    export_of, plain_export, backends, target, mount, same_as
):
    outcome = export_of(target, "--app-dir", backends / "mounted", "--mount", mount)

    assert outcome.stdout == plain_export("mounted", same_as)


@pytest.mark.parametrize(
    ("mount", "said"),
    [
        (
            "/api",
            "nothing is mounted at /api in main:app. Hint: perhaps you mean /external-api or /st",
        ),
        ("/external-api/v3", "nothing is mounted at /external-api/v3 in main:app"),
        ("/static", "at /static of main:app a StaticFiles is mounted, which knows no OpenAPI"),
    ],
)
def test_where_no_application_is_mounted_that_is_said(export_of, backends, mount, said):
    outcome = export_of("main:app", "--app-dir", backends / "mounted", "--mount", mount)

    assert outcome.exit_code == 2
    assert said in outcome.stderr
