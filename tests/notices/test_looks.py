"""Every mail, in every language: whole, in text and in HTML, with a foot that says why she gets it."""

import ast
import html as entities
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from elearning.notices.feet import Foot
from elearning.notices.gist import gist
from elearning.notices.isolating import isolate_html, isolate_text
from elearning.notices.kinds import GROUPS, Kind, all_kinds, kind_of, register
from tests.notices.samples import SAMPLES, person

MAILS = Path(settings.BASE_DIR) / "templates" / "email"
ASKED = {kind.name for kind in all_kinds()}
MISSING = "¿missing?"


def test_every_kind_has_its_three_files_and_every_file_its_kind():
    for ending in (".subject.txt", ".html", ".txt"):
        found = {path.name.removesuffix(ending) for path in MAILS.glob(f"[a-z]*{ending}")}
        assert {name for name in found if not name.endswith(".subject")} - {"base"} == ASKED, ending
    assert set(SAMPLES) == ASKED


def test_every_kind_that_the_code_names_is_registered():
    named = set()
    for app in settings.OWN_APPS:
        folder = Path(settings.BASE_DIR) / app.replace(".", "/")
        if app == "elearning":
            continue
        for path in folder.rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("notify", "tell") and call.args[1:]:
                    name = call.args[1]
                    named |= {name.value} if isinstance(name, ast.Constant) and isinstance(name.value, str) else set()
    assert len(named) > 20
    assert named <= ASKED


def test_what_may_be_chosen_for_a_kind():
    assert kind_of("seat_offered").ways() == ["at_once"]
    assert kind_of("nudge").ways() == ["at_once", "collected"]
    assert kind_of("certificate_issued").ways() == ["at_once", "collected", "site"]
    assert kind_of("nobody knows it").must
    for wrong in (
        Kind("nudge", "other", "learning"),
        Kind("new", "new", "nowhere"),
        Kind("new", "new", "office", must=True, default="site"),
    ):
        with pytest.raises(ValueError, match="registered"):
            register(wrong)
    assert [kind.group for kind in all_kinds()] == sorted((k.group for k in all_kinds()), key=list(GROUPS).index)


@pytest.fixture
def strict(monkeypatch):
    """A value that is not there shows itself."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)


def rendered(name: str, reader) -> dict[str, str]:
    foot = Foot(kind_of(name), "https://example.org/notices/preferences/", "https://example.org/notices/stop/x/")
    values = SAMPLES[name] | {"person": reader, "url": "https://example.org/there/?a=1&b=2", "foot": foot}
    values["site_name"] = "Common & Ground"
    endings = ("subject.txt", "txt", "html")
    return {ending: render_to_string(f"email/{name}.{ending}", values) for ending in endings}


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
def test_every_mail_is_whole_in_text_and_in_html(strict, language):
    reader = person("Zoë d’Ambly")
    with translation.override(language):
        for name in SAMPLES:
            parts = rendered(name, reader)
            for ending, text in parts.items():
                where = f"{language} {name}.{ending}"
                assert text.strip(), where
                assert not re.search(rf"{re.escape(MISSING)}|\{{\{{|\{{%|%\(|None\b|namespace\(", text), where
            for ending in ("subject.txt", "txt"):
                assert parts[ending] == entities.unescape(parts[ending]), f"{language} {name}.{ending}"
            assert "\n" not in parts["subject.txt"].strip()
            assert "https://example.org/there/?a=1&b=2" in parts["txt"]
            html = parts["html"]
            direction = "rtl" if language == "ar" else "ltr"
            assert f'<html lang="{language}" dir="{direction}">' in html
            assert {int(width) for width in re.findall(r"width:(\d+)px", html)} <= {560}
            assert "prefers-color-scheme: dark" in html
            assert "Common &amp; Ground" in html
            assert "&amp;amp;" not in html
            assert 'href="https://example.org/notices/preferences/"' in html
            assert str(kind_of(name).words) in entities.unescape(html)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("الرقم 2027-0012/MBA جاهز", "الرقم <bdi>2027-0012/MBA</bdi> جاهز"),
        ("اكتب إلى a.b@example.org.", "اكتب إلى <bdi>a.b@example.org</bdi>."),
        ('<a href="https://a.b/c-d">في 2026-11-26</a>', '<a href="https://a.b/c-d">في <bdi>2026-11-26</bdi></a>'),
        ("<bdi>A-1</bdi> و A-2", "<bdi>A-1</bdi> و <bdi>A-2</bdi>"),
        ("Tom &amp; Jerry &#x27;12-3", "Tom &amp; Jerry &#x27;12-3"),
        ("دورة «What next?» اليوم", "دورة «<bdi>What next?</bdi>» اليوم"),
        ("دورة «العبور» اليوم", "دورة «العبور» اليوم"),
        ("سبعة 7 كلمات word", "سبعة 7 كلمات word"),
    ],
)
def test_codes_and_addresses_keep_their_order_between_arabic_words(said, shown):
    assert isolate_html(said) == shown


def test_an_address_alone_on_its_line_stays_as_it_is():
    assert isolate_text("في 2026-11-26\nhttps://a.b/c-d") == "في \u20682026-11-26\u2069\nhttps://a.b/c-d"


def test_the_gist_is_the_first_sentence_after_the_greeting():
    assert gist("Dear Ona,\n\nyour certificate\nis ready. Fetch it.\n\nhttp://x") == "your certificate is ready."
    assert gist("عزيزتي،\n\nهل تأتين؟ نعم.") == "هل تأتين؟"
    assert gist("one line without an end") == "one line without an end"
    assert len(gist("Dear,\n\n" + "word " * 900)) == 240
    assert gist("") == ""
    assert gist("Dear Ona,\n\nyou asked about “Risks”:\n\nWho may? And when?") == "you asked about “Risks”: Who may?"
    assert gist("Dear Ona,\n\nopen this address:\n\nhttps://x/1/") == "open this address:"
