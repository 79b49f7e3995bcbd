"""A warm process gives what a cold export gives, whatever changed, and is gone afterwards."""

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest

from api_schema.conditions import Conditions
from api_schema.explaining import BackendFailed
from api_schema.exporting import export_document
from api_schema.target import parse_target
from api_schema.warm.keeping import Keeper
from api_schema.warm.order import Order
from tool_cli.errors import ToolError

SITE = Path("lib", "site-packages")
FILES = {
    "shop/__init__.py": "",
    "shop/main.py": """
from framework import App
from shop import orders, settings
app = App(title=settings.TITLE, description=settings.TEXT, paths=orders.PATHS)
""",
    "shop/settings.py": """
from pathlib import Path
TITLE = "Shop"
TEXT = (Path(__file__).parent / "text.md").read_text()
""",
    "shop/text.md": "All orders.",
    "shop/orders.py": "PATHS = {'/orders': {'get': {}}}\n",
    # A framework is an installed package; this one takes no time to import.
    "lib/site-packages/framework.py": """
import os
BRAND = os.environ.get("BRAND", "none")
class App:
    def __init__(self, **parts):
        self.parts = parts
    def openapi(self):
        return {"openapi": "3.1.0", "brand": BRAND, **self.parts}
""",
}


class Shop:
    """A backend in a folder, a warm process of it, and a cold one for each comparison."""

    def __init__(self, folder, *, timeout=60.0):
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)
        self.conditions = Conditions(
            interpreter=Path(sys.executable),
            environment={**os.environ, "PYTHONPATH": f"{folder / 'lib/generated'}:{folder / SITE}"},
            timeout=timeout,
        )
        self.target = parse_target("shop.main:app", app_dir=folder)
        self.said = []
        self.keeper = Keeper(self.target, self.conditions, say=self.said.append)

    def write(self, name, text):
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def start(self):
        self.keeper.improve(self.keeper.export(Order()))

    def warm(self):
        return self.keeper.export(self.keeper.sources.changes()).document.text

    def cold(self):
        return export_document(self.target, self.conditions).document.text


@pytest.fixture
def shop(tmp_path):
    shop = Shop(tmp_path)
    with closing(shop.keeper):
        yield shop


def outcome(export):
    try:
        return export()
    except ToolError as failure:
        return failure.message


CHANGES = {
    "the last module": ("shop/orders.py", "PATHS = {}\n"),
    "the first module": ("shop/main.py", FILES["shop/main.py"].replace("title", "summary")),
    "a file of data": ("shop/text.md", "No orders."),
    "a module that raises": ("shop/orders.py", "raise ValueError('no')\n"),
    "a module that hides an installed one": ("framework.py", "App = dict\n"),
    "a folder of the path that was not there": ("lib/generated/framework.py", "App = dict\n"),
}


@pytest.mark.parametrize(("name", "text"), CHANGES.values(), ids=CHANGES)
def test_after_each_change_the_document_is_that_of_a_cold_export(shop, name, text):
    shop.start()
    before = shop.cold()
    shop.write(name, text)

    warm = outcome(shop.warm)

    assert warm == outcome(shop.cold)
    assert warm != before
    assert shop.keeper.is_warm


def test_a_module_that_comes_and_one_that_goes_are_noticed(shop):
    shop.start()
    shop.write("shop/more.py", "TITLE = 'More'\n")
    shop.write("shop/settings.py", "from shop.more import TITLE\nTEXT = ''\n")
    with_more = shop.warm()
    shop.write("shop/more.py", "TITLE = 'Still more'\n")
    with_still_more = shop.warm()
    (shop.folder / "shop" / "more.py").unlink()

    assert '"title": "More"' in with_more
    assert '"title": "Still more"' in with_still_more
    with pytest.raises(BackendFailed, match=r"shop\.more"):
        shop.warm()


@pytest.mark.parametrize("mistake", ["raise ValueError('x')\n", "import os; os.abort()\n"])
def test_a_mistake_is_told_with_its_place_and_the_next_export_is_right(shop, mistake):
    shop.start()
    before = shop.cold()
    shop.write("shop/settings.py", FILES["shop/settings.py"] + mistake)

    with pytest.raises(BackendFailed, match=r"settings\.py:5"):
        shop.warm()
    shop.write("shop/settings.py", FILES["shop/settings.py"])

    assert shop.warm() == before


def test_a_hang_is_told_with_its_place_and_the_next_export_is_right(tmp_path):
    shop = Shop(tmp_path, timeout=3)
    with closing(shop.keeper):
        shop.start()
        shop.write("shop/settings.py", "import time\ntime.sleep(60)\n")

        with pytest.raises(BackendFailed, match=r"settings\.py:2 in <module>"):
            shop.warm()
        shop.write("shop/settings.py", FILES["shop/settings.py"])

        assert shop.warm() == shop.cold()


def test_only_what_comes_after_the_change_is_imported_again(shop):
    shop.write("shop/main.py", "import shop.settings\n" + FILES["shop/main.py"])
    count = shop.folder / "imported"
    shop.write(
        "shop/settings.py", FILES["shop/settings.py"] + f"open({str(count)!r}, 'a').write('x')\n"
    )
    shop.start()
    shop.write("shop/orders.py", "PATHS = {}\n")
    shop.warm()  # there is a checkpoint before orders.py from now on
    before = count.read_text()
    shop.write("shop/orders.py", "PATHS = {'/new': {}}\n")

    assert "/new" in shop.warm()
    assert count.read_text() == before


def test_what_an_import_leaves_at_home_is_not_there_the_next_time(shop):
    shop.write("shop/main.py", "import shop.home\n" + FILES["shop/main.py"])
    home = "from pathlib import Path\nPath('~/first').expanduser().touch()\n"
    shop.write("shop/home.py", home)
    settings = f"{home.replace('first', 'second')}TEXT = ''\n"
    settings += "TITLE = ' '.join(sorted(path.name for path in Path.home().iterdir()))\n"
    shop.write("shop/settings.py", settings.replace("Path('~/second').expanduser().touch()\n", ""))
    shop.start()
    shop.write("shop/settings.py", settings)
    shop.warm()
    shop.write("shop/settings.py", settings.replace("second", "third"))

    text = shop.warm()

    assert text == shop.cold()
    assert "first third" in text


def test_a_package_that_starts_a_thread_is_not_imported_ahead(shop):
    start = "threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    shop.write(SITE / "busy.py", f"import threading, time\n{start}\n")
    shop.write("shop/orders.py", "import busy\n" + FILES["shop/orders.py"])
    shop.start()
    shop.write("shop/text.md", "Another.")

    assert shop.warm() == shop.cold()
    assert "busy starts a thread" in shop.said[0]


def test_a_variable_that_the_backend_sets_for_a_package_is_set_in_time(shop):
    shop.write("shop/__init__.py", "import os\nos.environ['BRAND'] = 'Ours'\n")
    shop.start()
    shop.write("shop/text.md", "Another.")

    text = shop.warm()

    assert text == shop.cold()
    assert '"brand": "Ours"' in text
    assert "BRAND" in shop.said[0]


def test_an_interpreter_that_keeps_nothing_warm_exports_cold(tmp_path):
    shop = Shop(tmp_path)
    keeper = Keeper(
        shop.target,
        Conditions(interpreter=Path("/bin/ls"), environment=dict(os.environ)),
        say=shop.said.append,
    )

    with closing(keeper), pytest.raises(BackendFailed, match="could not run the probe"):
        keeper.export(Order())

    assert shop.said == ["no process can be kept: every export imports everything"]
