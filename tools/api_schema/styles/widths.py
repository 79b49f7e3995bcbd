"""How many columns of a terminal a text takes, as Prettier counts them."""

import re
from unicodedata import category, east_asian_width

# An emoji that is made of several characters takes two columns: a keycap, a flag, a picture with a
# selector, a skin tone or others joined to it (https://unicode.org/reports/tr51/#EBNF_and_Regex).
# Below U+1F000 those are pictures that https://unicode.org/Public/UCD/latest/ucd/emoji/emoji-data.txt
# calls Emoji; most are text, one column wide, unless a selector follows.
PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf"
    "\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611"
    "\u2614\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642"
    "\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b"
    "\u269c\u26a0\u26a1\u26a7\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1"
    "\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712"
    "\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763"
    "\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030"
    "\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# Those that may have a skin tone (Emoji_Modifier_Base in the same file).
PERSON = (
    "[\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc\U0001f442"
    "\U0001f443\U0001f446-\U0001f450\U0001f466-\U0001f478\U0001f47c\U0001f481-\U0001f483\U0001f485-"
    "\U0001f487\U0001f48f\U0001f491\U0001f4aa\U0001f574\U0001f575\U0001f57a\U0001f590\U0001f595"
    "\U0001f596\U0001f645-\U0001f647\U0001f64b-\U0001f64f\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f6c0"
    "\U0001f6cc\U0001f90c\U0001f90f\U0001f918-\U0001f91f\U0001f926\U0001f930-\U0001f939\U0001f93c-"
    "\U0001f93e\U0001f977\U0001f9b5\U0001f9b6\U0001f9b8\U0001f9b9\U0001f9bb\U0001f9cd-\U0001f9cf"
    "\U0001f9d1-\U0001f9dd\U0001fac3-\U0001fac5\U0001faf0-\U0001faf8]"
)
TONE = "[\U0001f3fb-\U0001f3ff]"
ONE = f"(?:{PERSON}{TONE}|{PICTURE}\ufe0f?)"
CLUSTER = re.compile(
    "[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{2}"
    f"|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f|{ONE}(?:\u200d{ONE})+|{PERSON}{TONE}|{PICTURE}\ufe0f"
)
MARKS = frozenset(("Mn", "Me", "Cc"))  # characters on top of others, and those that show nothing
WIDE = frozenset("WF")


def width_of(text: str) -> int:
    """Return the columns of a text."""
    if text.isascii():
        return len(text) - text.count("\x7f")
    clusters = CLUSTER.findall(text)
    rest = CLUSTER.sub("", text) if clusters else text
    return 2 * len(clusters) + sum(map(_width_of_one, rest))


def _width_of_one(character: str) -> int:
    if category(character) in MARKS:
        return 0
    return 2 if east_asian_width(character) in WIDE else 1
