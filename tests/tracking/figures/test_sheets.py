"""Figure sheets: frozen, numbered, sealed, hidden where small, the same when computed again; and targets."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pypdf import PdfReader

from elearning.people.actions import Refused
from elearning.records.actions import annul
from elearning.tracking.figures.answering import STANDARD
from elearning.tracking.figures.paper import sheet_pdf
from elearning.tracking.figures.sheets import compared, freeze, intact, sealed_file
from elearning.tracking.figures.targets import add_target, withdraw_target
from elearning.tracking.models import FigureSheet, Target
from tests.records.factories import make_record
from tests.tracking.conftest import moment

from .conftest import question

pytestmark = pytest.mark.django_db


def test_numbers_of_a_year_have_no_gaps(world, dana):
    first = freeze(question(), title="EU", by=dana, at=moment("2026-11-02"))
    with pytest.raises(Refused, match="what the sheet is for"):
        freeze(question(), title=" ", by=dana, at=moment("2026-11-02"))
    second = freeze(question(), title="EU", by=dana, at=moment("2026-11-03"))
    other = freeze(question(), title="EU", by=dana, at=moment("2027-01-03"))
    assert [str(each) for each in (first, second, other)] == ["FS-2026-0001", "FS-2026-0002", "FS-2027-0001"]
    with pytest.raises(TypeError):
        first.save()
    with pytest.raises(TypeError):
        first.delete()


def test_the_same_question_gives_the_same_numbers_though_facts_arrive(world, dana):
    target = add_target(question(funding="EU|P1"), title="Forty for the EU", value=40, by=dana)
    sheet = freeze(question(by=("country", "sex")), title="EU", outside=False, target=target, by=dana)
    make_record(world.bruno, at=moment("2026-11-20"))
    annul(world.records["kofi"], by=None, reason="Not there", at=moment("2026-11-21"))
    withdraw_target(target, by=dana)
    sheet = FigureSheet.objects.get(pk=sheet.pk)
    assert intact(sheet)
    assert compared(sheet) == []
    expected = {"title": "Forty for the EU", "measure": "persons", "value": 40, "actual": 4, "percent": 10}
    assert sheet.result["target"] == expected
    with connection.cursor() as cursor:
        cursor.execute("UPDATE records_learningrecord SET hours = 2 WHERE id = %s", [world.records["bruno"].pk])
    assert ("/total/hours", "75.5", "59.5") in compared(sheet)


def test_what_leaves_the_house_hides_crossed_numbers_under_five(world, dana):
    outside = freeze(question(by=("country", "sex")), title="EU", by=dana).result
    assert outside["crossing"] is None
    assert {line["key"]: line["persons"] for line in outside["tables"]["sex"]} == {"female": 2, "male": 2}
    assert set(freeze(question(by=("office",)), title="EU", by=dana).result["tables"]) == {*STANDARD}
    staff = question(by=("office",), category="staff")
    (line,) = freeze(staff, title="EU", by=dana).result["tables"]["office"]
    assert line == {"key": None, "persons": 3, "participations": 4, "hours": "57.5"}
    inside = freeze(question(by=("country", "sex")), title="us", outside=False, by=dana).result
    assert inside["crossing"]["cells"] == [[1, 1], [1, 0], [0, 1]]
    with pytest.raises(Refused, match="Fewer than five"):
        freeze(question(office="KE", sex="female"), title="EU", by=dana)
    assert freeze(question(office="KE", sex="female"), title="us", outside=False, by=dana)


def test_the_sealed_file_verifies_and_a_changed_one_does_not(world, dana, tmp_path):
    sheet = freeze(question(), title="EU “final”", by=dana)
    file = tmp_path / "sheet.json"
    file.write_bytes(sealed_file(sheet))
    said = io.StringIO()
    call_command("verify_sheet", file, stdout=said)
    assert f"{sheet}, “EU “final””" in said.getvalue()
    whole = json.loads(file.read_text())
    whole["content"]["result"]["total"]["persons"] = 400
    for changed in (json.dumps(whole), json.dumps({**whole, "sha256": "0" * 64}), "[]", "{", '{"content": 1}'):
        file.write_text(changed)
        with pytest.raises(CommandError):
            call_command("verify_sheet", file)
    with pytest.raises(CommandError, match="no file"):
        call_command("verify_sheet", tmp_path / "nothing.json")


def test_the_pages(world, dana, efua, amina, client_for):
    client = client_for(dana)
    address = f"/figures/sheets/new/?{question(by=('country', 'sex')).query}"
    target = add_target(question(), title="Eight persons", value=8, by=dana)
    assert "Freeze for good" in client.get(address).content.decode()
    assert client.post(address, {"title": "", "outside": "on"}).status_code == 200
    answer = client.post(address, {"title": "Report to the EU", "outside": "on", "target": target.pk})
    assert (answer.status_code, answer.url) == (302, "/figures/sheets/FS-2026-0001/")
    text = client.get(answer.url).content.decode()
    for said in ("Report to the EU", "4 of 8, 50%", "SHA-256", "The crossing of the two is left out"):
        assert said in text
    assert "Amina" not in text
    assert "Every number is the same." in client.get(f"{answer.url}?again=1").content.decode()
    assert "Report to the EU" in client.get("/figures/sheets/").content.decode()
    assert client.get("/figures/sheets/FS-2026-0001.json").json()["content"]["title"] == "Report to the EU"
    for person in (efua, amina):
        for path in (answer.url, "/figures/sheets/FS-2026-0001.json", "/figures/sheets/FS-2026-0001.pdf", address):
            assert client_for(person).get(path).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tracking_figuresheet SET title = 'Another'")
    page = client.get(answer.url)
    assert (page.status_code, "is not what was sealed" in page.content.decode()) == (409, True)
    assert client.get("/figures/sheets/FS-2026-0001.pdf").status_code == 404


def test_the_paper_says_the_same(world, dana):
    target = add_target(question(), title="Eight persons", value=8, by=dana)
    sheet = freeze(question(by=("country", "sex")), title="Report to the EU", outside=False, target=target, by=dana)
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet_pdf(sheet, "en"))).pages)
    for said in (str(sheet), "Report to the EU", "4 of 8 persons, 50%", "EU · P1", "Participation:", sheet.sha256[:16]):
        assert said in text


def test_targets_are_named_listed_and_withdrawn(world, dana, efua, client_for):
    client, asked = client_for(dana), question(funding="EU|P1")
    answer = client.post(f"/figures/targets/new/?{asked.query}", {"title": "Forty", "value": "40"})
    assert answer.url == "/figures/targets/"
    target = Target.objects.get()
    assert (target.donor, target.project_code, target.measure, target.value) == ("EU", "P1", "persons", 40)
    assert "Forty" in client.get("/figures/targets/").content.decode()
    assert "4 of 40, 10%" in client.get(f"/figures/?{asked.query}&target={target.pk}").content.decode()
    assert "of 40" not in client.get(f"/figures/?{question().query}&target={target.pk}").content.decode()
    assert client.get(f"/figures/?{asked.query}&target=²").status_code == 200
    for value in ("0", "-5", "99999999999999", "x"):
        assert (
            client.post(f"/figures/targets/new/?{asked.query}", {"title": "Forty", "value": value}).status_code == 200
        )
    assert client_for(efua).post(f"/figures/targets/{target.pk}/withdraw/").status_code == 404
    client.post(f"/figures/targets/{target.pk}/withdraw/")
    client.post(f"/figures/targets/{target.pk}/withdraw/")
    target.refresh_from_db()
    assert target.withdrawn_at
    assert "Forty" not in client.get("/figures/targets/").content.decode()
