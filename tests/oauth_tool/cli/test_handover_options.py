"""The options of a hand-over name what there is."""

from oauth_tool import handing_over
from oauth_tool.cli.handover_options import FORMATS


def test_the_option_offers_every_format_that_there_is():
    assert list(FORMATS) == list(handing_over.FORMATS)
