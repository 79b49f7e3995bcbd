"""Work beside this process comes to the same result as work inside of it, whatever happens."""

import os
import threading

import pytest

from api_schema.validation.beside import beside


def test_the_result_of_another_process_is_that_of_the_work():
    here = os.getpid()

    result = beside(lambda: [("a", (1, None)), os.getpid() != here])

    assert result() == [("a", (1, None)), True]


def test_what_is_started_goes_on_while_this_process_works():
    reader, writer = os.pipe()

    result = beside(lambda: os.read(reader, 4).decode())
    os.write(writer, b"done")

    assert result() == "done"
    os.close(reader)
    os.close(writer)


def test_a_process_that_fails_is_no_loss():
    here = os.getpid()

    def work():
        if os.getpid() != here:
            os._exit(9)
        return "done here"

    assert beside(work)() == "done here"


def test_the_error_of_the_work_is_raised_here(capfd):
    def work():
        raise ValueError("mistake")

    with pytest.raises(ValueError, match="mistake"):
        beside(work)()
    assert capfd.readouterr() == ("", "")


def test_beside_other_threads_nothing_is_forked():
    here, stop = os.getpid(), threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()

    result = beside(os.getpid)

    assert result() == here
    stop.set()
    thread.join()
