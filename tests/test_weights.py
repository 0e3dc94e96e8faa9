"""Every page that extends ours loads few files and light ones: read from its template, so that no page is forgotten."""

import re
from functools import cache
from pathlib import Path

import pytest

from elearning.toolkit.weighing import _modules as modules_of
from elearning.toolkit.weighing import _sent as sent

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
MOST_REQUESTS, MOST_BYTES = 8, 22_000  # as in quality.md; a page itself takes 3 to 5 kB more
STATIC = re.compile(r"""{% static ['"]([^'"]+\.(?:css|js))['"] %}""")
OTHER = re.compile(r"""{% (?:include|extends) ['"]([^'"]+)['"]""")
HTMX = re.compile(r"{% htmx_script")
# Not of a page: who keeps a course has these on the device, and a shared device is told apart by its bar.
APART = re.compile(r"{% if request\.(?:COOKIES\.offline|shared_device) %}.*?{% endif %}", re.DOTALL)
# Room mode is loaded once, before the workshop, and then runs without a network.
KEPT = {"workshops/room/app.html": (19, 40_000)}


@cache
def text_of(name: str) -> str:
    path = TEMPLATES / name
    return APART.sub("", path.read_text()) if path.exists() else ""


def parts_of(name: str) -> set[str]:
    """The template with all that it extends and includes."""
    found, ahead = set(), {name}
    while ahead:
        found |= ahead
        ahead = {other for each in ahead for other in OTHER.findall(text_of(each))} - found
    return found


def files_of(name: str) -> set[str]:
    texts = [text_of(part) for part in parts_of(name)]
    files = {file for text in texts for file in STATIC.findall(text)}
    files |= {"django_htmx/htmx.min.js" for text in texts if HTMX.search(text)}
    return files | {other for file in files if file.startswith("js/") for other in modules_of(file)}


PAGES = [
    name
    for name in sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
    if name != "base.html" and "base.html" in parts_of(name) and not Path(name).name.startswith("_")
]


def test_there_are_pages():
    assert len(PAGES) > 150
    assert "js/behaviours/frame.js" in files_of("toolkit/notes.html")
    assert "js/behaviours/ordering.js" in files_of("assessments/attempt.html")  # by way of two others


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_few_and_light_files(name):
    files = files_of(name)
    requests, size = 1 + len(files), sum(map(sent, files))
    most_requests, most_bytes = KEPT.get(name, (MOST_REQUESTS, MOST_BYTES))
    assert requests <= most_requests, sorted(files)
    assert size <= most_bytes, {file: sent(file) for file in files}
