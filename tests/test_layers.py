"""Imports go down only: apps on one row do not know each other, and nothing imports the roof."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROWS = [
    ["elearning.tracking"],
    ["courses", "workshops"],
    ["assessments"],
    ["elearning.toolkit", "elearning.records"],
    ["elearning.people"],
    ["elearning.notices", "elearning.journal"],
]
HEIGHT = {app: len(ROWS) - row for row, apps in enumerate(ROWS) for app in apps}
FLOOR = (
    "elearning.fields",
    "elearning.text",
    "elearning.storage",
    "elearning.spreadsheets",
    "elearning.sheets_in",
    "elearning.countries",
    "elearning.pdf",
    "elearning.identity",
    "elearning.templatetags",
)
ROOF = ("elearning.settings", "elearning.urls", "elearning.management", "elearning.wsgi")
ROOT: Path = settings.BASE_DIR
LABELS = {app.rpartition(".")[2]: app for app in HEIGHT}


def home_of(name: str) -> str | None:
    """The app that a dotted name belongs to."""
    return next((app for app in HEIGHT if name == app or name.startswith(f"{app}.")), None)


def imports_of(path: Path) -> set[str]:
    """Every dotted name that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def faults(app: str, names: set[str]) -> set[str]:
    """The names that this app may not know."""
    above = {name for name in names if (home := home_of(name)) and home != app and HEIGHT[home] >= HEIGHT[app]}
    return above | {name for name in names if name.startswith(ROOF)}


def files_of(app: str) -> list[Path]:
    folder = ROOT / app.replace(".", "/")
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("app", HEIGHT)
def test_an_app_imports_only_what_is_below_it(app):
    assert {(path.name, name) for path in files_of(app) for name in faults(app, imports_of(path))} == set()


@pytest.mark.parametrize("app", HEIGHT)
def test_a_template_names_only_what_is_below_it(app):
    label = app.rpartition(".")[2]
    named = set()
    for path in (ROOT / "templates" / label).rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        words = re.findall(r"""{%\s*(?:url|include|extends|load)\s+['"]?([a-z_]+)[:/]""", text)
        named |= {(path.name, word) for word in words if LABELS.get(word) not in (None, app)}
    wrong = {(name, word) for name, word in named if HEIGHT[LABELS[word]] >= HEIGHT[app]}
    assert wrong == set()


def test_the_floor_imports_no_app():
    files = [ROOT / f"{name.replace('.', '/')}.py" for name in FLOOR[:-1]]
    files += (ROOT / "elearning" / "templatetags").glob("*.py")
    found = {name for path in files if path.exists() for name in imports_of(path)}
    assert {name for name in found if home_of(name) or name.startswith(ROOF)} == set()


def test_the_rule_itself_finds_a_fault():
    assert faults("elearning.people", {"courses.models"}) == {"courses.models"}
    assert faults("courses", {"workshops.models", "elearning.people.models"}) == {"workshops.models"}
    assert faults("courses", {"elearning.settings"}) == {"elearning.settings"}
