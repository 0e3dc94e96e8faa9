"""The files: readable by other programs, harmless in a spreadsheet, with their question inside."""

import csv
import io

import pytest
from openpyxl import load_workbook

from elearning.people.models import Posting
from elearning.spreadsheets import harmless
from tests.factories import make_person
from tests.tracking.conftest import moment


@pytest.fixture(autouse=True)
def _world(amina, bruno, dana, begin, finish):
    begin(amina, "2026-02-01")
    finish(amina, "2026-03-02")
    Posting.objects.update(recorded_at=moment("2024-01-01"))


@pytest.fixture
def get(dana, client_for):
    client = client_for(dana)

    def answered(path: str, **query):
        return client.get(path, {"on": "2026-05-10", "known_at": "2026-06-01T00:00:00", **query})

    return answered


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_own_figures_of_all_offices_add_up(get):
    rows = rows_of(get("/board/courses/figures.csv"))
    assert sum(int(row["people"]) for row in rows) == 3
    top = next(row for row in rows if row["code"] == "HQ")
    assert (top["people_with_offices_below"], top["completed_with_offices_below"]) == ("3", "1")
    kenya = next(row for row in rows if row["code"] == "KE")
    assert (kenya["parent"], kenya["completed"], kenya["country"]) == ("RO-NBO", "1", "KE")
    assert {(row["course"], row["on"], row["known_at"]) for row in rows} == {
        ("CEP", "2026-05-10", "2026-06-01T00:00:00Z")
    }


def test_the_same_question_gives_the_same_file(get, begin, bruno):
    before = b"".join(get("/board/courses/figures.csv").streaming_content)
    begin(bruno, "2026-06-02")
    assert b"".join(get("/board/courses/figures.csv").streaming_content) == before


def test_the_people_of_an_office_are_named_with_their_dates(get):
    answer = get("/board/courses/KE/people.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="CEP-KE-people-2026-05-10.csv"'
    (row,) = rows_of(answer)
    assert (row["name"], row["state"], row["enrolled_on"]) == ("Amina Odhiambo", "certified", "2026-02-01")
    assert row["completed_on"] == "2026-03-02"
    assert row["certificate"].startswith("CG-2026-")
    assert rows_of(get("/board/courses/KE/people.csv", state="not_enrolled")) == []


def test_the_workbook_says_what_was_asked_and_what_is_counted(get):
    book = load_workbook(io.BytesIO(b"".join(get("/board/courses/figures.xlsx").streaming_content)))
    assert book.sheetnames == ["Figures", "About"]
    assert book["Figures"].max_row == 8
    about = {row[0]: row[1] for row in book["About"].values}
    assert about["On"] == "May 10, 2026"
    assert about["Course"] == "CEP: Course CEP"
    assert "posted at the office" in about["People"]


def test_a_name_is_no_formula(get, offices):
    make_person('=HYPERLINK("http://evil.example")', offices["KE"], account=False)
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    assert any(row["name"].startswith("'=") for row in rows_of(get("/board/courses/KE/people.csv")))
    book = load_workbook(io.BytesIO(b"".join(get("/board/courses/KE/people.xlsx").streaming_content)))
    kinds = {cell.data_type for row in book["Figures"].iter_rows() for cell in row}
    assert "f" not in kinds


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_quoted(text):
    assert harmless(text) == f"'{text}"
    assert (harmless("Ann"), harmless(-3), harmless("")) == ("Ann", -3, "")


def test_a_long_export_costs_the_same_queries(get, offices, django_assert_num_queries):
    get("/board/courses/HQ/people.csv")
    for number in range(5):
        make_person(f"Person{number}", offices["KE"])
    with django_assert_num_queries(7):
        b"".join(get("/board/courses/HQ/people.csv").streaming_content)


def test_a_control_sign_in_a_name_breaks_no_workbook(get, amina):
    type(amina).objects.filter(pk=amina.pk).update(name="Amina\x0bOdhiambo")
    book = load_workbook(io.BytesIO(b"".join(get("/board/courses/KE/people.xlsx").streaming_content)))
    assert book["Figures"]["A2"].value == "Amina Odhiambo"
