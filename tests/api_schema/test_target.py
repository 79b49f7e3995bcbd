"""A target names a module, an attribute and the folder that they are imported from."""

from pathlib import Path

import pytest

from api_schema.target import Target, parse_target


@pytest.fixture
def project(tmp_path):
    package = tmp_path / "src" / "shop" / "api"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    (package / "main.py").touch()
    return tmp_path


def test_a_module_is_imported_from_the_working_directory():
    assert parse_target("shop.main:suite.app") == Target(
        module="shop.main", attribute="suite.app", app_dir=Path.cwd()
    )


def test_a_file_is_imported_by_the_name_that_its_packages_give_it(project):
    assert parse_target(f"{project}/src/shop/api/main.py:app") == Target(
        module="shop.api.main", attribute="app", app_dir=project / "src"
    )


def test_the_init_file_of_a_package_is_the_package(project):
    assert parse_target(f"{project}/src/shop/__init__.py:app").module == "shop"


def test_an_app_dir_makes_folders_without_init_files_packages(project):
    target = parse_target(f"{project}/src/shop/api/main.py:app", app_dir=project)

    assert target.module == "src.shop.api.main"


def test_a_target_is_shown_as_it_is_written():
    assert str(parse_target("shop.main:app")) == "shop.main:app"
