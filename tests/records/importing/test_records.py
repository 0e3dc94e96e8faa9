"""Files of past records: marked imported, with their scans, once, and without certificates unless chosen."""

import datetime
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.models import Course
from elearning.records import actions as records
from elearning.records.models import Certificate, Equivalence, LearningRecord, RecordFile
from tests.people.importing.files import applied, csv_file, looked, reasons
from tests.records.factories import make_record

HEADS = [
    "person",
    "course",
    "title",
    "provider",
    "equivalence",
    "kind",
    "achieved on",
    "hours",
    "valid until",
    "evidence",
]
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx"
    b"\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
DAY = datetime.date


@pytest.fixture
def course(db) -> Course:
    return Course.objects.create(code="cep", titles={"en": "Policing"}, hours="12.5")


def zipped(**files: bytes) -> SimpleUploadedFile:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"scans/{name}.png", content)
    return SimpleUploadedFile("scans.zip", data.getvalue())


def line(
    person, *, course="", title="", provider="", equivalence="", kind="", on="2024-05-17", hours="", until="", scan=""
):
    return [person, course, title, provider, equivalence, kind, on, hours, until, scan]


def test_a_record_of_the_past_is_marked_imported_and_comes_once(dana, amina, course, offices):
    lines = [
        line("AMINA@example.org", course="CEP", scan="Amina.png"),
        line("amina@example.org", course="cep", on="2025-06-01", hours="7", until="2026-05-31"),
        line("amina@example.org", title="Rights at sea", provider="UNITAR", on="01.02.2024", hours="3"),
    ]
    run = applied(csv_file(HEADS, *lines), "records", dana, scans=zipped(amina=PNG))
    assert (run.counts["applied"], run.refused) == ({"created": 3}, [])
    first, second, third = LearningRecord.objects.order_by("id")
    assert (first.kind, first.subject_uuid, str(first.hours), first.sequence) == ("completion", course.uuid, "12.5", 0)
    assert (first.office, first.category, first.achieved_on) == (offices["KE"], "staff", DAY(2024, 5, 17))
    assert (first.basis["source"], first.basis["line"], first.basis["sha256"]) == ("import", 2, run.sha256)
    assert (second.sequence, second.valid_until, str(second.hours)) == (1, DAY(2026, 5, 31), "7.0")
    assert (third.kind, third.subject_kind, third.title) == ("recognised", "outside", {"en": "Rights at sea · UNITAR"})
    file = RecordFile.objects.get()
    assert (file.record, file.name, file.media_type, file.file.read()) == (first, "Amina.png", "image/png", PNG)
    again = applied(csv_file(HEADS, *lines), "records", dana, scans=zipped(amina=PNG))
    assert again.counts["applied"] == {"unchanged": 3}
    records.catch_up()
    assert not Certificate.objects.exists()
    earned = make_record(amina, subject_uuid=course.uuid)  # what she earns here later is another record
    assert (earned.sequence, make_record(amina, subject_uuid=course.uuid)) == (2, earned)


def test_certificates_are_drawn_where_they_are_asked_for(dana, amina, course):
    applied(csv_file(HEADS, line("amina@example.org", course="cep")), "records", dana, certify=True)
    records.issue_certificate(LearningRecord.objects.get())
    assert Certificate.objects.get().record.person == amina


def test_each_bad_line_is_refused_with_its_reason(dana, amina, course):
    row = Equivalence.objects.create(titles={"en": "BSAFE"}, provider="UNDSS")
    amina_ = "amina@example.org"
    bad = [
        line("nobody@example.org", course="cep"),
        line(amina_, course="gone"),
        line(amina_, course="cep", title="x", provider="y"),
        line(amina_, course="cep", kind="participation"),
        line(amina_, course="cep", on="2999-01-01"),
        line(amina_, course="cep", on="2024-02-30"),
        line(amina_, course="cep", until="2020-01-01"),
        line(amina_, course="cep", hours="-5"),
        line(amina_, course="cep", on="2022-01-01", scan="gone.png"),
        line(amina_, course="cep", on="2022-01-02", scan="fake.png"),
        line("dana@example.org", course="cep"),
        line(amina_, equivalence="not-a-uuid"),
        line(amina_, course="cep", on="2021-01-01", hours="3"),
        line(amina_, course="cep", on="2021-01-01", hours="4"),
        line(amina_, equivalence=str(row.uuid)),
        line(amina_, title="bsafe", provider="undss"),
    ]
    run = looked(csv_file(HEADS, *bad), "records", dana, scans=zipped(fake=b"GIF89a"))
    assert run.counts["plan"] == {"refused": 14, "created": 1, "unchanged": 1}
    said = reasons(run)
    wanted = [
        "Nobody here has", "Nothing here is called “gone”", "in one way", "is not possible for this subject",
        "cannot be right",
        "is no day", "expires before", "no number of hours", "No scan in the ZIP is called “gone.png”",
        "neither PDF nor JPEG nor PNG", "records of her own", "equivalence “not-a-uuid” is not known",
        "Line 15 speaks", "Line 14 speaks",
    ]  # fmt: skip
    assert [(number, part in said[number]) for number, part in enumerate(wanted, start=2)] == [
        (number, True) for number in range(2, 16)
    ]
    no_zip = SimpleUploadedFile("scans.zip", b"PK\x03\x04nothing")
    run = looked(csv_file(HEADS, line(amina_, course="cep")), "records", dana, scans=no_zip)
    assert (run.state, run.error) == ("failed", "The scans are no ZIP file.")
