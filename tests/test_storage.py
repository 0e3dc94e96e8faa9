"""Collects the project's own static files and reads what a browser would be given."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import FileSystemStorage

from elearning.storage import STYLESHEET, StaticStorage


@pytest.fixture
def collected(tmp_path):
    """A folder of sources with a sheet, its import, a picture and two modules, collected."""
    sources = {
        "css/site.css": '@layer base, components;\n@import "base.css";\n@import "components/hero.css";\n',
        "css/base.css": "/* plain */\n@layer base {\n  a {\n    color: inherit;\n  }\n}\n",
        "css/components/hero.css": '@layer components {\n  .hero { mask: url("../../img/a.svg"); }\n}\n',
        "img/a.svg": "<svg/>",
        "js/behaviours/one.js": 'import { two } from "./two.js";\n',
        "js/behaviours/two.js": "export const two = 2;\n",
    }
    for name, text in sources.items():
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / name).write_text(text)
    source = FileSystemStorage(location=tmp_path / "source")
    storage = StaticStorage(location=tmp_path / "static", base_url="/static/")
    for name in sources:
        storage.save(name, source.open(name))
    for _name, _hashed, outcome in storage.post_process({name: (source, name) for name in sources}):
        assert not isinstance(outcome, Exception), outcome
    return storage


def text_of(storage: StaticStorage, name: str) -> str:
    return storage.open(storage.stored_name(name)).read().decode()


def test_the_sheet_is_one_file_and_its_pictures_carry_hashes(collected):
    text = re.sub(r"a\.[0-9a-f]{12}\.svg", "a.HASH.svg", text_of(collected, STYLESHEET))
    assert text == (
        "@layer base, components;\n@layer base {\na {\ncolor: inherit;\n}\n}\n"
        '@layer components {\n.hero { mask: url("../img/a.HASH.svg"); }\n}\n'
    )


def test_its_name_changes_with_a_part_of_it(collected, tmp_path):
    before = collected.stored_name(STYLESHEET)
    assert re.fullmatch(r"css/site\.[0-9a-f]{12}\.css", before)
    (tmp_path / "source" / "css" / "base.css").write_text("@layer base {\n  b {\n    color: inherit;\n  }\n}\n")
    source = FileSystemStorage(location=tmp_path / "source")
    names = [str(path.relative_to(tmp_path / "source")) for path in (tmp_path / "source").rglob("*.*")]
    assert list(collected.post_process({name: (source, name) for name in names}))
    assert collected.stored_name(STYLESHEET) != before
    assert "b {" in text_of(collected, STYLESHEET)


def test_a_module_imports_the_hashed_name(collected):
    assert re.fullmatch(
        r'import \{ two \} from "\./two\.[0-9a-f]{12}\.js";\n', text_of(collected, "js/behaviours/one.js")
    )


def test_before_anything_is_collected_names_are_plain(tmp_path):
    assert StaticStorage(location=tmp_path, base_url="/static/").url("css/site.css") == "/static/css/site.css"


def test_the_project_uses_it():
    assert isinstance(staticfiles_storage, StaticStorage)
