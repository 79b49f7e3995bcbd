import pytest

from oauth_tool.web.desktop import has_desktop


@pytest.mark.parametrize(
    ("environment", "system", "has"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "x"}, "linux", False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"SSH_TTY": "/dev/pts/1"}, "darwin", False),
    ],
)
def test_a_desktop_is_where_somebody_sits_before_it(environment, system, has):
    assert has_desktop(environment, system=system, is_terminal=True) == has


def test_output_into_a_file_opens_nothing():
    assert not has_desktop({"DISPLAY": ":0"}, system="linux", is_terminal=False)
