"""Totals from paper: fifty at once, all or none, a repetition is nothing, a correction keeps the old one withdrawn."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import PaperScore, TestPair
from elearning.people.actions.refusal import Refused
from tests.assessments.factories import make_quiz
from tests.workshops.papers import BASE, take_part
from workshops.actions.sheets import make_sheet
from workshops.actions.test_totals import FaultyLines, Kept, keep_totals
from workshops.attending import tests_of as results_of
from workshops.testing.reading import Line, read

DAY = datetime.date(2023, 7, 4)
PEOPLE = {"P01": 1, "P02": 2, "W01": 3}


@pytest.fixture
def room(mombasa):
    """The workshop in Mombasa with a pair of tests."""
    mombasa.test_pair = TestPair.objects.create(titles={"en": "Test"}, before=make_quiz(1), after=make_quiz(1))
    mombasa.save()
    return mombasa


def text_of(data: dict, name: str) -> str:
    """What is typed of the file: a line for each who has a total."""
    return "\n".join(f"{row['no']} {row[name]}" for row in data["participants"] if row[name] is not None)


def lines_of(room, text: str) -> list[Line]:
    lines, faults = read(text, dict(room.registrations.values_list("number", "pk")), {})
    assert faults == []
    return lines


def keep(room, side: str, text: str, by, **values) -> Kept:
    values = {"max_score": Decimal(12), "taken_on": DAY} | values
    return keep_totals(room, side, lines_of(room, text), by=by, **values)


@pytest.mark.parametrize("line", ["P01 4", "p01;4", "P01\t4", "P01: 4", "P01 = 4", "P01,4", "  P01   4  ", "P01 ٤"])
def test_a_line_is_read_however_it_is_written(line):
    assert read(line, PEOPLE, {}) == ([Line(1, 1, Decimal(4))], [])


def test_halves_dashes_rows_and_empty_lines():
    lines, faults = read("P01 4,5\n\nP02 4.25\nW01 -", PEOPLE, {})
    assert (lines, faults) == ([Line(1, 1, Decimal("4.5")), Line(3, 2, Decimal("4.25")), Line(4, 3, None)], [])
    assert read("7k 4", PEOPLE, {"07K": 9}) == ([Line(1, 9, Decimal(4))], [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("P99 4", "nobody here has this number"),
        ("P01", "type the number and the total"),
        ("P01 four", "type the number and the total"),
        ("P01 4 5", "type the number and the total"),
        ("P01 -4", "type the number and the total"),
        ("P01 1e3", "type the number and the total"),
        ("P01 " + "9" * 400, "type the number and the total"),
        ("P01 nan", "type the number and the total"),
        ("P02 5", "another total in line 1"),
        ("\x00", "nobody here has this number"),
    ],
)
def test_a_faulty_line_is_named(line, said):
    lines, faults = read(f"P02 4\n{line}\nP02 4", PEOPLE, {})
    assert lines == [Line(1, 2, Decimal(4))]
    assert len(faults) == 1
    assert faults[0].startswith("Line 2, ")
    assert said in faults[0]


@given(st.text())
def test_whatever_is_typed_is_read_or_named(text):
    lines, faults = read(text, PEOPLE, {"07K": 4})
    assert len(lines) + len(faults) <= len(text.splitlines())


@pytest.mark.django_db
def test_fifty_are_typed_again_and_corrected(room, data, dana):
    text = text_of(data, "post")
    many = len(text.splitlines())
    assert keep(room, "after", text, dana) == Kept(new=many)
    assert keep(room, "after", text, dana) == Kept()
    assert set(results_of(room).values()) == {"taken"}
    assert len(results_of(room)) == many
    assert keep(room, "after", "P01 11\nP02 -", dana) == Kept(corrected=1, withdrawn=1)
    own = PaperScore.objects.filter(person=room.registrations.get(number="P01").person).order_by("pk")
    assert [(score.score, score.withdrawn_by) for score in own] == [(7, dana), (11, None)]
    assert keep(room, "after", "P02 -", dana) == Kept()
    assert len(results_of(room)) == many - 1


@pytest.mark.django_db
def test_all_or_none(room, dana):
    with pytest.raises(FaultyLines) as refusal:
        keep(room, "before", "P01 4\nP02 13\nP03 12.5\nP04 12", dana)
    assert [fault[:11] for fault in refusal.value.faults] == ["Line 2, P02", "Line 3, P03"]
    assert not PaperScore.objects.exists()


@pytest.mark.django_db
def test_nobody_types_her_own_and_only_those_who_take_attendance_type(room, chen, amina):
    take_part(room, chen, "F01", role="rapporteur")
    take_part(room, amina, "A01")
    assert keep(room, "before", "A01 4", chen) == Kept(new=1)
    for text, by in (("F01 4", chen), ("P01 4", amina)):
        with pytest.raises(FaultyLines, match="Nothing was stored"):
            keep(room, "before", text, by)
    assert PaperScore.objects.count() == 1


@pytest.mark.django_db
def test_days_and_states_that_cannot_be(room, dana):
    with pytest.raises(Refused, match="future"):
        keep(room, "before", "P01 4", dana, taken_on=datetime.date(2123, 7, 4))
    with pytest.raises(Refused, match="far from the workshop"):
        keep(room, "before", "P01 4", dana, taken_on=datetime.date(2022, 7, 4))
    room.test_pair = None
    room.save()
    with pytest.raises(Refused, match="no pre- and post-test"):
        keep(room, "before", "P01 4", dana)
    room.state = "closed"
    room.save()
    with pytest.raises(Refused, match="closed"):
        keep(room, "before", "P01 4", dana)


@pytest.mark.django_db
def test_the_page_takes_them_by_number_or_by_row(room, dana, amina, client_for):
    sheet = make_sheet(room, DAY, language="pt", by=dana)
    path, said = f"{BASE}/tests/before/totals/", {"max_score": "12", "taken_on": "2023-07-04"}
    client = client_for(dana)
    assert client.get(path).context["form"].initial["taken_on"] == DAY
    row = sheet.rows[4]
    number = row["number"]
    kept = client.post(path, said | {"sheet": sheet.pk, "lines": f"P01 4\n{row['row'].lower()} 7.5"}, follow=True)
    text = kept.content.decode()
    assert "2 totals are new." in text
    assert number in text
    assert "7.5 / 12" in text
    wrong = client.post(path, said | {"lines": "P01 4\nP02 99\nP77 1\nP03 x"}).content.decode()
    assert "Line 3, “P77 1”" in wrong
    assert "Line 4, “P03 x”" in wrong
    assert "P01 4" in wrong
    too_much = client.post(path, said | {"lines": "P01 4\nP02 99"}).content.decode()
    assert "Line 2, P02" in too_much
    for bad in ({"max_score": "0"}, {"max_score": "1e9"}, {"taken_on": "x"}, {"lines": "P01\0 4"}, {"lines": ""}):
        assert client.post(path, said | {"lines": "P01 5"} | bad).status_code == 200
    assert PaperScore.objects.filter(withdrawn_at=None).count() == 2
    assert client_for(amina).get(path).status_code == 404


@pytest.mark.django_db
def test_the_page_takes_as_many_queries_for_three_as_for_one(room, dana, client_for, django_assert_num_queries):
    client, path = client_for(dana), f"{BASE}/tests/after/totals/"
    for number in ("P01", "P02", "P03"):
        keep(room, "after", f"{number} 7", dana)
        with django_assert_num_queries(12):
            client.get(path)
