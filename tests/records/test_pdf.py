"""The document: fonts inside, one page, every script readable, and proof of itself without a network."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader, PdfWriter

from elearning.pdf import drawable, font_of
from elearning.records.actions import issue_certificate, render_certificate
from elearning.records.models import LearningRecord
from elearning.records.pdf import NAME_KEY, TOKEN_KEY, certificate_pdf
from tests.records.factories import make_record


@pytest.fixture
def drawn(amina):
    """Draws the certificate of a person with these fields."""

    def pdf(record=None, **fields) -> PdfReader:
        for name, value in fields.items():
            setattr(amina, name, value)
        amina.save()
        certificate = issue_certificate(make_record(amina, **(record or {})))
        return PdfReader(io.BytesIO(render_certificate(certificate)))

    return pdf


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def unshaped(text: str) -> str:
    """Letters as they are typed, from the shaped forms that a page draws."""
    import unicodedata

    return unicodedata.normalize("NFKC", text)


def test_accents_of_french_and_vietnamese_come_out(drawn):
    text = words(drawn(name="Hélène Œuvrard Nguyễn Thị Ánh", language="fr"))
    assert "Hélène Œuvrard Nguyễn Thị Ánh" in text
    assert "Engagement communautaire et police de proximité" in text
    assert "2 mars 2026" in text


def test_an_arabic_name_is_shaped_and_in_order(drawn):
    text = words(drawn(name="Fatima Al-Zahra", name_own_script="فاطمة الزهراء بنت مُحَمَّد", language="ar"))
    assert "Fatima Al-Zahra" in text
    shaped = "ﻓﺎﻃﻤﺔ"  # joined forms, not the letters one by one
    assert shaped in text or shaped[::-1] in text
    assert "محمد" in unshaped(text) or "محمد"[::-1] in unshaped(text)


def test_all_is_on_one_page_however_long(drawn):
    title = {"en": ("Community engagement and policing at borders " * 7)[:299]}
    pdf = drawn(
        {"title": title, "assessment": "taken"},
        name=("Wolfeschlegelsteinhausen " * 6)[:149],
        name_own_script="ﻓاطمة " * 20,
    )
    assert len(pdf.pages) == 1
    assert "CG-2026-" in words(pdf)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_in_two_scripts_and_a_title_of_two_lines_leave_the_note_on_the_page(drawn, language):
    title = {"en": "Community engagement and policing at borders: a workshop for new trainers", "ar": "ورشة عمل " * 9}
    people = {"name": "Amina El-Hassan Abdelrahman", "name_own_script": "أمينة الحسن عبد الرحمن"}
    pdf = drawn({"title": title, "assessment": "taken"}, language=language, **people)
    assert len(pdf.pages) == 1


def test_every_font_that_is_used_is_inside(drawn):
    pdf = drawn(name="Amina Odhiambo", name_own_script="أمينة")
    fonts = [font.get_object() for font in pdf.pages[0]["/Resources"]["/Font"].values()]
    embedded = {font["/BaseFont"] for font in fonts if "/FontDescriptor" in font}
    assert {name.split("+")[1] for name in embedded} >= {"Amiri-Regular", "Amiri-Bold", "NotoSans-Regular"}


def test_a_name_is_never_patched_together_of_two_fonts():
    assert (font_of("Amina Œuvrard"), font_of("فاطمة")) == ("naskh", "naskh")
    assert font_of("Nguyễn") == "sans"


def as_file(pdf: PdfReader, path, **facts) -> str:
    writer = PdfWriter(clone_from=pdf)
    writer.add_metadata(facts)
    writer.write(path)
    return str(path)


def test_the_command_knows_a_genuine_one_by_the_published_keys_alone(drawn, tmp_path, client, capsys):
    keys = tmp_path / "keys.json"
    keys.write_bytes(client.get("/.well-known/certificate-keys.json").content)
    pdf = drawn()
    call_command("verify_certificate", as_file(pdf, tmp_path / "a.pdf"), keys=keys)
    said = capsys.readouterr().out
    assert "Signed by us: CG-2026-" in said
    assert "whatever else it shows was not signed" in said


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ({NAME_KEY: "Somebody Else"}, "signed for another name"),
        ({TOKEN_KEY: "v1.00000000.e30.AAAA"}, "a key that is not known here"),
        ({TOKEN_KEY: "nothing"}, "not the signed text"),
    ],
)
def test_the_command_finds_what_was_altered(drawn, tmp_path, facts, complaint):
    with pytest.raises(CommandError, match=complaint):
        call_command("verify_certificate", as_file(drawn(), tmp_path / "a.pdf", **facts))


def test_the_command_answers_bad_files_with_a_sentence(db, tmp_path):
    (tmp_path / "text.pdf").write_text("no PDF")
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "blank.pdf")
    (tmp_path / "keys.json").write_text(json.dumps([]))
    for name, complaint in (("text.pdf", "cannot be read"), ("blank.pdf", "no certificate"), ("no.pdf", "no file")):
        with pytest.raises(CommandError, match=complaint):
            call_command("verify_certificate", str(tmp_path / name))


def test_a_list_of_keys_that_is_none_is_refused(drawn, tmp_path):
    (tmp_path / "keys.json").write_text("[]")
    with pytest.raises(CommandError, match="no list of public keys"):
        call_command("verify_certificate", as_file(drawn(), tmp_path / "a.pdf"), keys=tmp_path / "keys.json")


def test_the_command_finds_her_name_on_the_page_in_any_script(drawn, tmp_path, capsys):
    pdf = drawn(name="عبد الله السلام مُحَمَّد", language="ar")
    call_command("verify_certificate", as_file(pdf, tmp_path / "a.pdf"))
    assert "Signed by us: CG-2026-" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("Mallory Forger", "Its page does not show the serial number"),
        ("CG-2026-{}-2 Améline", "Its page does not show the serial number"),
        ("CG-2026-{} Mallory Forger", "Its page shows another name"),
        ("CG-2026-{} Améline Odhiambo, Master of Everything", "Its page shows another title"),
    ],
)
def test_another_page_under_a_true_signature_is_refused(drawn, tmp_path, line, complaint):
    from reportlab.pdfgen import canvas

    pdf = drawn(name="Améline Odhiambo")
    page = io.BytesIO()
    paper = canvas.Canvas(page)
    paper.drawString(100, 300, line.format(f"{LearningRecord.objects.get().pk:06d}"))
    paper.save()
    forged = as_file(PdfReader(page), tmp_path / "a.pdf", **dict(pdf.metadata))
    with pytest.raises(CommandError, match=complaint):
        call_command("verify_certificate", forged)


def test_a_letter_that_no_font_has_is_known_before_it_is_printed():
    assert all(map(drawable, ("Nguyễn Thị Ánh", "Иван", "فاطِمة", "")))
    assert not any(map(drawable, ("ኣበበ ቢቂላ", "陈", "Amina 陈", "Иван فاطمة")))


def test_a_name_in_a_script_without_a_font_is_left_out_and_never_printed_as_boxes(drawn):
    text = words(drawn(name="Abebe Bikila", name_own_script="ኣበበ ቢቂላ"))
    assert "This is to certify that Abebe Bikila has completed" in text


@pytest.mark.parametrize(("own", "shown"), [("Chen Wei", "Chen Wei"), ("", "CG-2026-")])
def test_a_name_without_a_font_gives_way_to_what_can_be_drawn(drawn, tmp_path, caplog, capsys, own, shown):
    pdf = drawn(name="陈伟", name_own_script=own)
    assert f"This is to certify that {shown}" in words(pdf)
    assert "no font of ours has the letters of 陈伟" in caplog.text
    call_command("verify_certificate", as_file(pdf, tmp_path / "a.pdf"))
    assert "陈伟" in capsys.readouterr().out


@pytest.mark.parametrize(("own", "font"), [("Иван Петров", "NotoSans-Regular"), ("أمينة", "Amiri-Regular")])
def test_the_name_in_own_script_is_drawn_in_the_font_that_has_its_letters(drawn, own, font):
    used = {}
    pdf = drawn(name_own_script=own)
    pdf.pages[0].extract_text(visitor_text=lambda text, _cm, _tm, face, size: used.setdefault(round(size), face))
    assert used[22]["/BaseFont"].endswith(font)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"assessment": "taken"}, ["Certificate of completion", "taken the post-test of", "not say that the test was"]),
        ({"assessment": "passed"}, ["Certificate of completion", "passed the post-test of", "passing the post-test"]),
        ({"kind": "participation"}, ["Certificate of participation", "has taken part in", "rests on no assessment"]),
        ({}, ["Certificate of completion", "passed the assessment of"]),
    ],
)
def test_completion_and_participation_taken_and_passed_are_told_apart(drawn, record, said):
    text = words(drawn({"hours": "17.5", **record}))
    assert [sentence for sentence in said if sentence not in text] == []
    others = ["taken the post-test of", "passed the post-test of", "has taken part in", "passed the assessment of"]
    assert [sentence for sentence in others if sentence in text] == [said[1]]


def test_a_certificate_of_the_first_design_is_drawn_as_it_would_have_been(amina):
    certificate = issue_certificate(make_record(amina, kind="participation"))
    certificate.design = 1
    text = words(PdfReader(io.BytesIO(certificate_pdf(certificate))))
    assert "has taken part in" in text
    assert "rests on no assessment" not in text
