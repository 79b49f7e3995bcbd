import os
import signal
import threading

import pytest

from oauth_tool.handing_over import keep_and_deliver
from tool_cli.errors import ToolError


class Steps:
    """Notes what was done, and fails where it is told to."""

    def __init__(self, **errors):
        self.errors = errors
        self.done = []

    def __getattr__(self, name):
        def step():
            self.done.append(name)
            if error := self.errors.get(name):
                raise error

        return step

    def run(self):
        keep_and_deliver(keep=self.keep, deliver=self.deliver, undo=self.undo)


def test_what_is_kept_and_delivered_stays():
    steps = Steps()

    steps.run()

    assert steps.done == ["keep", "deliver"]


def test_what_was_not_delivered_is_undone_and_the_error_says_so():
    steps = Steps(deliver=ToolError("vault said no", "ask it"))

    with pytest.raises(ToolError, match="vault said no; everything was undone") as failure:
        steps.run()

    assert steps.done == ["keep", "deliver", "undo"]
    assert failure.value.hint == "ask it"


def test_what_could_not_be_kept_is_neither_delivered_nor_undone():
    steps = Steps(keep=ToolError("taken"))

    with pytest.raises(ToolError, match="^taken$"):
        steps.run()

    assert steps.done == ["keep"]


@pytest.mark.parametrize("step", ["keep", "deliver"])
def test_ctrl_c_undoes_what_may_have_been_kept(step):
    steps = Steps(**{step: KeyboardInterrupt()})

    with pytest.raises(KeyboardInterrupt):
        steps.run()

    assert steps.done[-1] == "undo"


def test_undoing_cannot_be_interrupted_by_ctrl_c():
    undone = []

    def undo():
        os.kill(os.getpid(), signal.SIGINT)
        undone.append(True)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ToolError):
        keep_and_deliver(
            keep=lambda: None, deliver=Steps(deliver=ToolError("no")).deliver, undo=undo
        )

    assert undone == [True]
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_may_undo_too():
    steps = Steps(deliver=ToolError("no"))

    def work():
        with pytest.raises(ToolError):
            steps.run()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert steps.done == ["keep", "deliver", "undo"]


@pytest.mark.parametrize(
    ("reason", "words"),
    [(ToolError("vault said no"), "vault said no"), (KeyboardInterrupt(), "was stopped")],
)
def test_what_cannot_be_undone_is_said_with_the_reason(reason, words):
    steps = Steps(deliver=reason, undo=ToolError("the database is gone"))

    with pytest.raises(ToolError) as failure:
        steps.run()

    assert words in failure.value.message
    assert "could not be undone: the database is gone" in failure.value.message
    assert "may still be there" in failure.value.hint
