"""The backend's own last frame is the one that its developers can mend."""

from pathlib import Path

from api_schema.stack import Frame, frames_in_dump, own_frame

LIBRARY = "/usr/lib/python3.11"
INSTALLED = Frame(file=f"{LIBRARY}/site-packages/redis/client.py", line=3, function="connect")
STANDARD = Frame(file=f"{LIBRARY}/socket.py", line=4, function="create_connection")
FROZEN = Frame(file="<frozen importlib._bootstrap>", line=5, function="_find_and_load")
OWN = Frame(file="/srv/shop/cache.py", line=6, function="<module>")


def test_installed_and_standard_frames_are_not_the_backends_own():
    assert own_frame([OWN, FROZEN, INSTALLED, STANDARD], library=LIBRARY) == OWN


def test_an_installed_backend_is_its_own():
    assert own_frame([FROZEN, INSTALLED, STANDARD], library=LIBRARY) == INSTALLED


def test_a_stack_of_the_standard_library_has_no_own_frame():
    assert own_frame([FROZEN, STANDARD], library=LIBRARY) is None


def test_a_file_below_the_working_directory_is_shown_relative_to_it():
    frame = Frame(file=str(Path.cwd() / "shop" / "db.py"), line=7, function="connect")

    assert str(frame) == "shop/db.py:7 in connect"


def test_a_file_elsewhere_is_shown_whole():
    assert str(OWN) == "/srv/shop/cache.py:6 in <module>"


def test_a_dump_of_faulthandler_is_read_with_the_last_call_last():
    dump = (
        "Current thread 0x00007f (most recent call first):\n"
        '  File "/srv/shop/a b.py", line 2 in inner\n'
        '  File "/srv/shop/main.py", line 1 in <module>\n'
    )

    assert frames_in_dump(dump) == (
        Frame(file="/srv/shop/main.py", line=1, function="<module>"),
        Frame(file="/srv/shop/a b.py", line=2, function="inner"),
    )
