"""How a new secret leaves the tool: in a format, sealed or open, to one place.

A command chooses a ``HandOver`` from its options, which checks the key, the command or the file.
Then ``prepared(report)`` does all else that can fail, and what it gives delivers::

    with hand_over.prepared(report, show) as deliver:
        keep_and_deliver(keep=store_the_app, deliver=deliver, undo=remove_the_app)
"""

from oauth_tool.handing_over.choosing import Choice, chosen, shown_format
from oauth_tool.handing_over.formats import FORMATS
from oauth_tool.handing_over.hand_over import HandOver, Show
from oauth_tool.handing_over.keeping import keep_and_deliver
from oauth_tool.handing_over.report import Report

__all__ = [
    "FORMATS",
    "Choice",
    "HandOver",
    "Report",
    "Show",
    "chosen",
    "keep_and_deliver",
    "shown_format",
]
