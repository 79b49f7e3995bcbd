"""Each mistake in a preset is named with file, line and key."""

from pathlib import Path

import pytest

from oauth_tool.presetting.preset import Preset
from oauth_tool.presetting.reading import InvalidPreset, read_preset
from oauth_tool.profiles.loading import load_profile

PRESETS = Path(__file__).resolve().parents[3] / "fixtures/presets"


@pytest.fixture
def profile():
    return load_profile("autogpt")


@pytest.mark.parametrize("file", sorted((PRESETS / "bad").glob("*.yaml")), ids=lambda one: one.stem)
def test_every_mistake_has_its_place_and_its_remedy(file, profile):
    with pytest.raises(InvalidPreset) as caught:
        read_preset(file, profile)

    said = "\n".join(str(one).replace(str(file), file.name) for one in caught.value.mistakes)
    assert said + "\n" == file.with_suffix(".txt").read_text()


def test_an_empty_file_is_an_empty_preset(tmp_path, profile):
    file = tmp_path / "empty.yaml"
    file.write_text("# nothing\n")

    assert read_preset(file, profile) == Preset()


def test_no_secret_is_in_a_mistake_or_a_repr(tmp_path, profile):
    file = tmp_path / "preset.yaml"
    key = "agpt_key_that_nobody_may_read"
    file.write_text(f"api_keys: [{{key: {key}}}, {{key: {key}}}]\n")

    with pytest.raises(InvalidPreset) as caught:
        read_preset(file, profile)

    assert key not in str(caught.value)
    assert "secret_of_the_shop" not in repr(read_preset(PRESETS / "good/everything.yaml", profile))
