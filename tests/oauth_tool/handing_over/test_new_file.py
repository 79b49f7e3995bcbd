import pytest

from tool_cli.errors import ToolError
from tool_cli.secret_files import check_room_for, secret_in_file


def test_a_dangling_link_is_not_followed(tmp_path):
    path = tmp_path / "secret"
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ToolError, match="exists already"):
        check_room_for(path)
    with pytest.raises(ToolError, match="exists already"), secret_in_file("hush", path):
        pass

    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_leaves_no_file(tmp_path, monkeypatch):
    path = tmp_path / "secret"
    monkeypatch.setattr("os.fsync", _full)

    with pytest.raises(ToolError, match="No space left"), secret_in_file("hush", path):
        pytest.fail("the work must not begin")

    assert not path.exists()


def _full(_):
    raise OSError(28, "No space left on device")
