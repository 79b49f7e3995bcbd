"""What is reported of a registration."""

import json

from hypothesis import given
from tests.plumbing.accepted import DESCRIPTIONS, NAMES, URI_LISTS
from tests.plumbing.cheap_hashes import with_cheap_hashes

from oauth_tool.cli.reporting import report_of
from oauth_tool.handing_over.formats import as_json
from oauth_tool.profiles.loading import load_profile
from oauth_tool.registering.form import Form
from oauth_tool.registering.preparing import prepare

PROFILE = with_cheap_hashes(load_profile("autogpt"))


@given(name=NAMES, description=DESCRIPTIONS, uris=URI_LISTS)
def test_json_brings_back_every_text_that_is_accepted(name, description, uris):
    form = Form(
        name=name, description=description, redirect_uris=uris, scopes=("IDENTITY",), owner_id="o"
    )

    told = json.loads(as_json(report_of(prepare(form, PROFILE))).encode().decode())

    assert (told["name"], told["description"] or "") == (name, description)
    assert told["redirect_uris"] == list(uris)
