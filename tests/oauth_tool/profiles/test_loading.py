import pytest

from oauth_tool.profiles.loading import SHIPPED, load_profile
from oauth_tool.storage.tables import FIELDS, tables_of
from tool_cli.errors import InvalidInput


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_loads_under_its_own_name(name):
    assert load_profile(name).name == name


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_names_a_column_for_every_field(name):
    tables = tables_of(load_profile(name).database)

    for table, fields in FIELDS.items():
        named = {column.field for column in getattr(tables, table).columns}
        assert named == set(fields)


def test_endpoints_are_paths_below_an_address():
    profile = load_profile("autogpt")

    url = profile.endpoints.token.url({"backend": "http://localhost:8006/"})

    assert url == "http://localhost:8006/api/oauth/token"


def test_an_unknown_profile_is_answered_with_the_known_ones():
    with pytest.raises(InvalidInput) as caught:
        load_profile("nobody")

    assert "autogpt" in caught.value.hint
