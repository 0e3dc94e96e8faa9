"""Every string of the interface speaks every language of the site: nothing is missing, doubtful or out of date."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT: Path = settings.BASE_DIR
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ENTRY = re.compile(
    r'(?:^msgctxt "(?P<context>.*)"\n)?^msgid (?P<id>(?:".*"\n)+)(?:^msgid_plural (?P<plural>(?:".*"\n)+))?'
    r'(?P<texts>(?:^msgstr.*\n(?:".*"\n)*)+)',
    re.MULTILINE,
)
NAMED = re.compile(r"%\(\w+\)[sd]")


def written(quoted: str) -> str:
    """The text of a run of quoted lines."""
    return "".join(re.findall(r'"(.*)"', quoted)).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def entries(path: Path) -> dict[str, tuple[str, list[str]]]:
    """For each text (behind its context, as gettext joins them): its plural or nothing, and its translations."""
    found = {}
    for entry in ENTRY.finditer(path.read_text(encoding="utf-8")):
        texts = [written(text) for text in re.split(r"^msgstr(?:\[\d\])? ", entry["texts"], flags=re.M)[1:]]
        context = f"{entry['context']}\4" if entry["context"] else ""
        found[context + written(entry["id"])] = (written(entry["plural"] or ""), texts)
    found.pop("")
    return found


def catalogue(code: str, folder: Path = ROOT / "elearning" / "locale") -> Path:
    return folder / code / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_is_missing_or_doubtful(code):
    text = catalogue(code).read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    assert [said for said, (_plural, texts) in entries(catalogue(code)).items() if not all(texts)] == []


@pytest.mark.parametrize("code", OTHERS)
def test_translations_name_what_the_text_names(code):
    wrong = {
        said: texts
        for said, (plural, texts) in entries(catalogue(code)).items()
        for text in texts
        if not set(NAMED.findall(text)) <= set(NAMED.findall(said + plural))
        or (not plural and set(NAMED.findall(text)) != set(NAMED.findall(said)))
    }
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_every_plural_has_all_its_forms_and_each_names_what_the_text_names(code):
    """A form for one number alone (in Arabic: one, two) may say it in words; that for none may say nothing more."""
    text = catalogue(code).read_text(encoding="utf-8")
    rule = re.search(r"nplurals=(\d+); *plural=([^;]+);", text)
    forms, form_of = int(rule[1]), gettext.c2py(rule[2])
    meant = {form: [number for number in range(200) if form_of(number) == form] for form in range(forms)}
    wrong = []
    for said, (plural, texts) in entries(catalogue(code)).items():
        if not plural:
            continue
        named = [set(NAMED.findall(each)) for each in texts]
        one, many = set(NAMED.findall(said)), set(NAMED.findall(plural))
        least = {form: 9 if meant[form] == [0] else 1 if max(meant[form]) <= 2 else 0 for form in meant}
        if len(texts) != forms or one - many or any(len(many - each) > least[form] for form, each in enumerate(named)):
            wrong.append((said, texts))
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_is_written(code):
    with catalogue(code).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [
        said
        for said, (plural, texts) in entries(catalogue(code)).items()
        if (not plural and compiled.gettext(said) != texts[0])
        or (plural and [compiled._catalog.get((said, form)) for form in range(len(texts))] != texts)
    ]
    assert stale == []


@pytest.mark.skipif(
    not (shutil.which("xgettext") or os.environ.get("CI")),
    reason="xgettext is missing: install the Debian package gettext",
)
def test_the_catalogues_hold_every_text_of_the_code(tmp_path):
    """Extracts anew into a copy of the tree: a text that nobody has handed to the translators fails here."""
    for name in ("elearning", "courses", "workshops", "assessments", "templates", "manage.py"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    command = [sys.executable, "-m", "django", "makemessages", "--no-location", "-v", "0"]
    command += ["--extension", "html,txt,py,xhtml,opf"]  # as in the Makefile
    command += [word for code in OTHERS for word in ("-l", code)]
    subprocess.run(
        command, cwd=tmp_path, check=True, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path), **_environment()}
    )
    for code in OTHERS:
        fresh = entries(catalogue(code, tmp_path / "elearning" / "locale"))
        assert sorted(fresh.keys() - entries(catalogue(code)).keys()) == []


def test_texts_within_f_strings_reach_the_translators_another_way():
    """xgettext does not look into them, so a text that stands nowhere else would stay English for ever."""
    known = entries(catalogue(OTHERS[0]))
    lost = []
    for app in ("elearning", "courses", "workshops", "assessments"):
        for path in (ROOT / app).rglob("*.py"):
            strings = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
            calls = [node for each in strings for node in ast.walk(each) if isinstance(node, ast.Call)]
            lost += [
                (path.name, call.args[0].value)
                for call in calls
                if getattr(call.func, "id", "") in ("_", "gettext", "gettext_lazy", "ngettext")
                and isinstance(call.args[0], ast.Constant)
                and call.args[0].value not in known
            ]
    assert lost == []


def _environment() -> dict[str, str]:
    names = ("SECRET_KEY", "CERTIFICATE_SIGNING_KEY", "VAR_DIR", "ENV_FILE")
    return {"DJANGO_SETTINGS_MODULE": "elearning.settings", **{name: os.environ[name] for name in names}}
