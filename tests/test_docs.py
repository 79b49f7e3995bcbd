"""The docs say what is true: real help texts, and links that lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)


def test_the_help_texts_are_what_the_commands_print():
    check = subprocess.run(
        [sys.executable, CHECKOUT / "scripts" / "update-docs", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.returncode == 0, check.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(CHECKOUT)))
def test_links_lead_to_files_and_headings_that_exist(document):
    links = LINK.findall(CODE.sub("", document.read_text(encoding="utf-8")))

    assert [link for link in links if not _exists(document, link)] == []


def test_the_tests_that_the_security_page_names_exist():
    named = TEST.findall((CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8"))

    assert named
    assert [pair for pair in named if not _defines(*pair)] == []


def _defines(file, test):
    source = (CHECKOUT / "tests" / file).read_text(encoding="utf-8")
    return re.search(rf"^(async )?def {test}\(", source, re.MULTILINE) is not None


def _exists(document, link):
    place, _, heading = link.partition("#")
    target = document.parent / place if place else document
    return target.exists() and (not heading or heading in _anchors(target))


def _anchors(document):
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in HEADING.findall(text)
    }
