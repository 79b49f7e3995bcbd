import pytest

from oauth_tool.platform.faults import read_fault
from oauth_tool.profiles.loading import load_profile
from tool_cli.errors import InvalidInput

PROFILE = load_profile("autogpt")


def test_a_fault_is_spelled_with_kind_endpoint_times_and_client():
    fault = read_fault(PROFILE, "invalid_grant@token:3:agpt_client_x")

    assert (fault.kind, fault.paths) == ("invalid_grant", ("/api/oauth/token",))
    assert (fault.times, fault.client_id) == (3, "agpt_client_x")


@pytest.mark.parametrize(
    ("endpoint", "path", "strikes"),
    [
        ("token", "/api/oauth/token", True),
        ("token", "/api/oauth/tokens", False),
        ("authorization", "/api/oauth/authorize", True),
        ("/external-api", "/external-api/v1/me", True),
        ("/external-api", "/external-apis", False),
        ("any", "/anything", True),
    ],
)
def test_an_endpoint_is_a_name_or_a_path_with_what_lies_below(endpoint, path, strikes):
    assert read_fault(PROFILE, f"503@{endpoint}").strikes(path) is strikes


@pytest.mark.parametrize(
    "text", ["", "503", "503@", "@token", "503@token:2:a b", "503@token:0", "nope@token", "503@x"]
)
def test_what_is_no_fault_is_refused(text):
    with pytest.raises(InvalidInput):
        read_fault(PROFILE, text)
