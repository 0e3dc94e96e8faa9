"""Exports over the web: why is asked, who took what is written down, and nobody gets more than she may see."""

import csv
import datetime
import io
import json
from urllib.parse import urlencode

import pytest

from elearning.people.models import Office
from elearning.tracking.exports.readiness_order import _tops
from elearning.tracking.models import FAR_DAY, Export, Requirement, RequirementVersion, Stale, Standing
from tests.tracking.conftest import moment
from tests.tracking.figures.conftest import question

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.fixture
def requirement(world, dana):
    """CEP asks everybody; Amina (whose name is a formula) and Kofi are due, and all news is reckoned."""
    made = Requirement.objects.create(code="CEP")
    RequirementVersion.objects.create(
        requirement=made,
        number=1,
        titles={"en": "Policing"},
        from_day=DAY,
        subjects=[],
        published_at=moment("2026-01-01"),
    )
    world.amina.name = "=1+1"
    world.amina.save()
    for person, office in ((world.amina, "KE"), (world.kofi, "GH")):
        person.postings.update(recorded_at=moment("2024-01-01"))
        Standing.objects.create(
            requirement=made,
            person=person,
            office=Office.objects.get(code=office),
            category="staff",
            sex=person.sex,
            state="due",
            until=datetime.date(2026, 12, 1),
            day_from=DAY,
            day_to=FAR_DAY,
            known_from=moment("2026-01-01"),
        )
    Stale.objects.all().delete()
    return made


READY = {"requirement": "CEP", "on": "2026-11-01", "known_at": "2026-11-01T12:00:00"}
WHY = {"why": "For the donors' conference", "kind": "csv"}


def address(what: str, **query: str) -> str:
    return f"/exports/new/?{urlencode({'what': what, **query})}"


def test_figures_are_exported_with_their_codes_dates_and_number(world, dana, client_for):
    client, path = client_for(dana), f"/exports/new/?what=figures&{question().query}"
    assert "What is it for?" in client.get(path).content.decode()
    assert client.post(path, {"why": "", "kind": "csv"}).status_code == 200
    assert client.post(path, {**WHY, "kind": "exe"}).status_code == 200
    assert Export.objects.count() == 0
    answer = client.post(path, WHY)
    export = Export.objects.get()
    assert (export.by, export.why, export.what, export.kind) == (dana, WHY["why"], "figures", "csv")
    assert export.question == question().params()
    assert str(export.uuid) in answer.headers["Content-Disposition"]
    rows = rows_of(answer)
    kenya = next(row for row in rows if row["office_code"] == "KE")
    assert (kenya["country_alpha2"], kenya["country_alpha3"], kenya["country_m49"]) == ("KE", "KEN", "404")
    assert (kenya["region_code"], kenya["persons"], kenya["participations"], kenya["hours"]) == (
        "RO-NBO",
        "1",
        "2",
        "21.5",
    )
    assert {(row["on"], row["export_id"]) for row in rows} == {("2026-11-01", str(export.uuid))}
    assert sum(int(row["persons"]) for row in rows) == 4


def test_what_leaves_the_house_hides_small_numbers(world, dana, client_for):
    client = client_for(dana)
    for by in (("office",), ("country", "sex")):
        path = f"/exports/new/?what=figures&{question(by=by).query}"
        rows = rows_of(client.post(path, {**WHY, "outside": "on"}))
        assert len(rows) == 1
        assert rows[0]["office_code"] == "hidden"
        assert rows[0]["persons"] == "hidden"
    (row,) = rows_of(client.post(path.replace("country&across=sex", "sex"), {**WHY, "outside": "on"}))[:1]
    assert (row["sex"], row["persons"]) == ("female", "2")
    assert Export.objects.filter(question__outside="1").count() == 3
    inside = rows_of(client.post(path, WHY))
    assert [(row["country_alpha3"], row["sex"], row["persons"]) for row in inside][0] == ("GHA", "female", "1")


def test_readiness_by_office_adds_up_to_what_the_reader_may_see(requirement, dana, efua, client_for):
    rows = rows_of(client_for(dana).post(address("readiness", **READY), WHY))
    assert len(rows) == Office.objects.count()
    assert sum(int(row["required"]) for row in rows) == sum(int(row["due"]) for row in rows) == 2
    (own,) = rows_of(client_for(efua).post(address("readiness", **READY), WHY))
    assert (own["office_code"], own["due"], own["requirement"], own["country_m49"]) == ("GH", "1", "CEP", "288")


def test_people_are_named_to_those_who_may_see_them(requirement, dana, efua, client_for):
    rows = rows_of(client_for(dana).post(address("people", **READY), WHY))
    assert [(row["name"], row["office_code"], row["state"], row["until"]) for row in rows] == [
        ("Kofi Mensah", "GH", "due", "2026-12-01"),
        ("'=1+1", "KE", "due", "2026-12-01"),
    ]
    assert rows_of(client_for(dana).post(address("people", **READY, state="met"), WHY)) == []
    answer = client_for(efua).post(address("people", **READY), {**WHY, "kind": "json"})
    whole = json.loads(b"".join(answer.streaming_content))
    assert [row["name"] for row in whole["rows"]] == ["Kofi Mensah"]
    assert whole["meta"]["export_id"] == str(Export.objects.latest("pk").uuid)
    assert client_for(efua).post(address("people", **READY, office="KE"), WHY).status_code == 404
    requirement.standings.update(office=Office.objects.get(code="GH"))
    seen = rows_of(client_for(efua).post(address("people", **READY), WHY))
    assert [row["name"] for row in seen] == ["Kofi Mensah"]


def test_each_person_is_read_once_though_offices_stand_below_each_other(offices):
    assert [office.code for office in _tops(Office.objects.all())] == ["HQ"]
    below = Office.objects.filter(code__in=["RO-NBO", "KE", "GH"])
    assert sorted(office.code for office in _tops(below)) == ["GH", "RO-NBO"]


def test_who_may_not_export_gets_nothing(requirement, amina, author, client_for):
    for person in (amina, author):
        for path in (address("people", **READY), address("figures"), "/exports/", "/exports/schedules/"):
            assert client_for(person).get(path).status_code == 404
            assert client_for(person).post(path, WHY).status_code in (404, 405)
    assert Export.objects.count() == 0


@pytest.mark.parametrize(
    ("what", "query", "status"),
    [
        ("nothing", {}, 404),
        ("people", {**READY, "office": "XX"}, 404),
        ("people", {**READY, "office": "\0"}, 404),
        ("people", {**READY, "on": "2190-01-01"}, 400),
        ("readiness", {**READY, "known_at": "nonsense"}, 400),
        ("figures", {"on": "nonsense"}, 400),
        ("figures", {"office": "XX"}, 400),
    ],
)
def test_bad_questions_are_refused_and_not_logged(requirement, dana, client_for, what, query, status):
    client = client_for(dana)
    assert client.get(address(what, **query)).status_code == status
    assert client.post(address(what, **query), WHY).status_code == status
    assert Export.objects.count() == 0


def test_without_a_requirement_there_is_nothing_to_export(world, dana, client_for):
    page = client_for(dana).get(address("readiness"))
    assert (page.status_code, "no requirement is published" in page.content.decode()) == (400, True)


def test_headquarters_sees_who_took_what_and_why(world, dana, efua, client_for, django_assert_num_queries):
    client = client_for(dana)
    client_for(efua).post(f"/exports/new/?what=figures&{question().query}", {**WHY, "why": "<b>Report</b>"})
    text = client.get("/exports/").content.decode()
    assert "Efua Asante" in text
    assert "&lt;b&gt;Report&lt;/b&gt;" in text
    export = Export.objects.get()
    assert str(export.uuid) in client.get(f"/exports/?id={export.uuid}").content.decode()
    assert "No export has this number." in client.get("/exports/?id=' or 1=1").content.decode()
    with django_assert_num_queries(5):
        client.get("/exports/")
    for _more in range(2):
        Export.objects.create(what="figures", kind="csv", question={}, why="More", by=efua)
    with django_assert_num_queries(5):
        client.get("/exports/")
    assert client_for(efua).get("/exports/").status_code == 404
