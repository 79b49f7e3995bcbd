"""What comes over the pipe is read the same however it is cut."""

from api_schema.document import Document
from api_schema.report import Report, is_complete, read_report

START = b'{"library": "/lib"}\n'
WHOLE = START + b'{"operations": 2, "size": 4}\n{"\xc3\xa4'


def test_a_whole_report_holds_the_document():
    assert read_report(WHOLE) == Report(library="/lib", document=Document(text='{"ä', operations=2))


def test_what_follows_the_document_is_no_part_of_it():
    assert read_report(WHOLE + b"Fatal Python error") == read_report(WHOLE)


def test_no_cut_report_is_complete():
    assert [is_complete(WHOLE[:length]) for length in range(len(WHOLE))] == [False] * len(WHOLE)


def test_no_cut_report_holds_a_document():
    assert {read_report(WHOLE[:length]).document for length in range(len(WHOLE))} == {None}


def test_a_process_that_never_spoke_has_no_library():
    assert read_report(b"") == Report()
