"""The pages of sheets: making one, typing it back without script, its scan, the second person."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import make_person
from tests.workshops.papers import BASE, take_part
from workshops.actions.sheets import keep_scan, make_sheet
from workshops.models import RemoteDay, Sheet, Workshop

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 7, 4)
PDF = b"%PDF-1.4\nsigned"


@pytest.fixture
def sheet(mombasa, dana) -> Sheet:
    return make_sheet(mombasa, DAY, language="ar", by=dana)


@pytest.fixture
def lead(mombasa, chen, client_for) -> Client:
    """Chen leads the workshop."""
    take_part(mombasa, chen, "F01", role="lead")
    return client_for(chen)


def sent(page, **values) -> dict:
    """What the form of a page sends, as it is shown, with these values instead."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (shown | values).items() if value not in (None, False)}


def test_only_those_who_take_attendance_get_there(sheet, mombasa, amina, efua, lead, client_for):
    take_part(mombasa, amina, "A01")
    keep_scan(sheet, PDF, by=None)
    for path in ("sheets/", "sheets/S01.pdf", "sheets/S01/", "sheets/S01/verify/", "sheets/S01/scan/"):
        assert lead.get(f"{BASE}/{path}").status_code == 200
        assert Client().get(f"{BASE}/{path}").status_code == 302
        for stranger in (amina, efua):
            assert client_for(stranger).get(f"{BASE}/{path}").status_code == 404
            assert client_for(stranger).post(f"{BASE}/{path}").status_code in (404, 405)
        assert lead.get(f"{BASE}/{path.replace('S01', 'S99')}").status_code in (404, 200 if path == "sheets/" else 404)


def test_a_sheet_is_made_of_a_day(mombasa, lead):
    page = lead.get(f"{BASE}/sheets/")
    assert [str(day) for day, _form in page.context["days"]] == ["2023-07-04", "2023-07-05", "2023-07-06"]
    answer = lead.post(f"{BASE}/sheets/", {"day": "2023-07-05", "language": "pt"})
    assert answer["Location"] == f"{BASE}/sheets/S01/"
    made = mombasa.sheets.get()
    assert (str(made.day), made.language, made.printed_by.name) == ("2023-07-05", "pt", "Chen Liang")
    assert "Folha" not in lead.get(answer["Location"]).content.decode()
    assert lead.get(f"{BASE}/sheets/S01.pdf")["Content-Type"] == "application/pdf"
    for wrong in (
        {"day": "2023-07-05", "language": "de"},
        {"day": "\0"},
        {},
        {"day": "2023-07-04", "checkpoints": "x"},
    ):
        assert lead.post(f"{BASE}/sheets/", wrong).status_code == 200
    assert mombasa.sheets.count() == 1


def test_it_is_typed_back_without_script(sheet, lead):
    page = lead.get(f"{BASE}/sheets/S01/")
    rows = [row["row"] for row in sheet.rows]
    said = sent(page, box0=f"{rows[0]} {rows[1].lower()}/25", box1=rows[2], except1="on")
    answer = lead.post(f"{BASE}/sheets/S01/", said, follow=True)
    assert "entries are kept." in answer.content.decode()
    sheet.refresh_from_db()
    morning, afternoon = (box["key"] for box in sheet.checkpoints)
    assert [mark["row"] for mark in sheet.typed["signed"][morning]] == rows[:2]
    assert len(sheet.typed["signed"][afternoon]) == 49
    again = lead.post(f"{BASE}/sheets/S01/", sent(lead.get(f"{BASE}/sheets/S01/")), follow=True)
    assert "Nothing is different" in again.content.decode()


def test_what_is_wrong_is_named_and_what_was_typed_stays(sheet, lead):
    page = lead.get(f"{BASE}/sheets/S01/")
    good, empty = sheet.rows[0]["row"], sheet.rows[-1]["row"]
    answer = lead.post(f"{BASE}/sheets/S01/", sent(page, box0=f"{good} 99Z\n{empty} {good}/x <b>", box1=good))
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in ("(line 1, word 2)", "(line 2, word 1)", "(line 2, word 2)", "&lt;B&gt;"):
        assert said in text or said.lower() in text
    assert f"{good} 99Z" in text
    assert not sheet.events.exists()
    assert lead.post(f"{BASE}/sheets/S01/", sent(page, box0="A\0B")).status_code == 200
    assert lead.post(f"{BASE}/sheets/S01/", sent(page, box0="07K " * 9000)).status_code == 200


def test_outside_of_the_hours_is_said_beside_the_box(sheet, lead):
    page = lead.get(f"{BASE}/sheets/S01/")
    answer = lead.post(f"{BASE}/sheets/S01/", sent(page, box1=f"{sheet.rows[0]['row']}-08:00"))
    assert "not within the hours" in answer.content.decode()
    assert "box1" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.exe", b"\xff\xd8\xff\xe0 picture", "image/jpeg"),
        ("a.svg", b"\x89PNG\r\n\x1a\n picture", "image/png"),
    ],
)
def test_a_scan_is_kept_by_what_it_is(sheet, lead, name, data, kind):
    answer = lead.post(f"{BASE}/sheets/S01/scan/", {"scan": SimpleUploadedFile(name, data)}, follow=True)
    assert "The scan is kept" in answer.content.decode()
    shown = lead.get(f"{BASE}/sheets/S01/scan/")
    assert b"".join(shown.streaming_content) == data
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == (kind, "nosniff")
    sheet.refresh_from_db()
    assert lead.get(f"/media/{sheet.scan.name}").status_code == 404


def test_a_better_scan_takes_the_place_of_the_one_before(sheet, dana):
    field = Sheet._meta.get_field("scan")
    first = keep_scan(sheet, PDF, by=dana).scan.name
    second = keep_scan(sheet, PDF + b" better", by=dana).scan.name
    assert field.storage.exists(second)
    assert not field.storage.exists(first)
    sheet.refresh_from_db()
    assert keep_scan(sheet, PDF + b" better", by=dana).scan.name == second
    assert field.storage.exists(second)


def test_everybody_are_not_those_who_follow_from_elsewhere_since_it_was_printed(sheet, mombasa, lead):
    Workshop.objects.update(delivery=Workshop.Delivery.HYBRID)
    away = sheet.rows[2]
    RemoteDay.objects.create(registration_id=away["registration"], day=DAY)
    page = lead.get(f"{BASE}/sheets/S01/")
    lead.post(f"{BASE}/sheets/S01/", sent(page, except0="on"))
    sheet.refresh_from_db()
    signed = {mark["row"] for mark in sheet.typed["signed"]["2023-07-04/1"]}
    assert len(signed) == 49
    assert away["row"] not in signed
    lead.post(f"{BASE}/sheets/S01/", sent(lead.get(f"{BASE}/sheets/S01/"), box0=away["row"]))  # she came after all
    sheet.refresh_from_db()
    assert [mark["row"] for mark in sheet.typed["signed"]["2023-07-04/1"]] == [away["row"]]


def test_no_other_file_is_kept(sheet, lead):
    for name, data in (("a.pdf", b"<script>alert(1)</script>"), ("a.pdf", b""), ("a.png", b"PNG"), ("b", b"%PDF" * 1)):
        lead.post(f"{BASE}/sheets/S01/scan/", {"scan": SimpleUploadedFile(name, data)})
    lead.post(f"{BASE}/sheets/S01/scan/", {})
    big = lead.post(
        f"{BASE}/sheets/S01/scan/", {"scan": SimpleUploadedFile("a.pdf", PDF + b" " * 10 * 1024 * 1024)}, follow=True
    )
    assert "larger than 10 MB" in big.content.decode()
    sheet.refresh_from_db()
    assert not sheet.scan
    assert lead.get(f"{BASE}/sheets/S01/scan/").status_code == 404


def test_a_second_person_compares_and_confirms(sheet, dana, lead, client_for):
    rows = [row["row"] for row in sheet.rows]
    lead.post(f"{BASE}/sheets/S01/", sent(lead.get(f"{BASE}/sheets/S01/"), box0=f"{rows[0]}/25 {rows[1]}-10:00"))
    own = lead.get(f"{BASE}/sheets/S01/verify/")
    assert "It is as on the paper" not in own.content.decode()
    assert "yourself" in lead.post(f"{BASE}/sheets/S01/verify/", sent(own)).content.decode()
    other = client_for(dana)
    page = other.get(f"{BASE}/sheets/S01/verify/")
    text = page.content.decode()
    for said in (rows[0], "Demo Participant 01", "+25 min", "→ 10:00"):
        assert said in text
    back = other.post(f"{BASE}/sheets/S01/verify/", sent(page, why="Row 03 signed too.") | {"back": "1"}, follow=True)
    assert "Row 03 signed too." in back.content.decode()
    assert other.post(f"{BASE}/sheets/S01/verify/", sent(page, seen="x")).status_code == 200
    assert other.post(f"{BASE}/sheets/S01/verify/", sent(page)).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.verified_by, sheet.sent_back_why) == (dana, "")


def test_on_a_signed_day_the_page_asks_why(sheet, mombasa, dana, lead, client_for):
    assert "after the day was signed" not in lead.get(f"{BASE}/sheets/S01/").content.decode()
    mombasa.closings.create(day=DAY, signed_by=dana)
    page = lead.get(f"{BASE}/sheets/S01/")
    assert "This day is signed off" in page.content.decode()
    first = sheet.rows[0]["row"]
    waits = lead.post(f"{BASE}/sheets/S01/", sent(page, box0=first), follow=True)
    assert "5 of them wait for a person" in waits.content.decode()
    counts = lead.post(f"{BASE}/sheets/S01/", sent(waits, reason="It lay under the projector."), follow=True)
    assert "5 entries amend the signed day." in counts.content.decode()
    helper = make_person("Rita Rapporteur", mombasa.host_office)
    take_part(mombasa, helper, "R01", role="rapporteur")
    assert "Why it is typed in" not in client_for(helper).get(f"{BASE}/sheets/S01/").content.decode()


def test_a_closed_workshop_is_read_only(sheet, mombasa, lead):
    mombasa.state = "closed"
    mombasa.save()
    assert "is over" in lead.get(f"{BASE}/sheets/S01/").content.decode()
    assert "Make the sheet" not in lead.get(f"{BASE}/sheets/").content.decode()
    answer = lead.post(f"{BASE}/sheets/S01/", {"seen": "", "box0": sheet.rows[0]["row"]})
    assert "closed" in answer.context["form"].non_field_errors()[0]
    assert not sheet.events.exists()
    lead.post(f"{BASE}/sheets/S01/scan/", {"scan": SimpleUploadedFile("a.pdf", PDF)})
    sheet.refresh_from_db()
    assert not sheet.scan


def test_the_list_takes_as_many_queries_for_three_as_for_one(sheet, mombasa, dana, lead, django_assert_num_queries):
    lead.get(f"{BASE}/sheets/")
    with django_assert_num_queries(13):
        lead.get(f"{BASE}/sheets/")
    for language in ("en", "fr"):
        made = make_sheet(mombasa, DAY, language=language, by=dana)
        Sheet.objects.filter(pk=made.pk).update(typed_by=dana, typed_at=made.printed_at)
    with django_assert_num_queries(13):
        assert len(lead.get(f"{BASE}/sheets/").context["sheets"]) == 3
