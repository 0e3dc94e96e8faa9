"""Figures on a day, as known at a moment: the same pair gives the same answer for ever."""

import datetime

import pytest

from elearning.people.actions import end_posting, move, post
from elearning.people.models import Office, Posting
from elearning.records.actions import annul, reissue, revoke
from elearning.tracking.coverage.counting import board_rows, people_of, state_of
from elearning.tracking.coverage.figures import Figures
from elearning.tracking.tree import grand_total
from tests.factories import make_person
from tests.tracking.conftest import moment

PARTNERS = ("government", "police", "civil_society", "community")


@pytest.fixture(autouse=True)
def _known_since_long_ago(amina, bruno, kofi, dana):
    Posting.objects.update(recorded_at=moment("2024-01-01"))


@pytest.fixture
def figures():
    def counted(question, code: str | None = None) -> tuple[int, ...]:
        rows = board_rows(question, Office.objects.all())
        found = grand_total(rows, Figures()) if code is None else next(r.total for r in rows if r.office.code == code)
        return found.values

    return counted


def test_people_begin_finish_and_are_certified(ask, figures, begin, finish, amina, bruno):
    begin(amina, "2026-02-01")
    begin(bruno, "2026-02-10")
    assert figures(ask("2026-01-31")) == (4, 0, 0, 0, 0)
    assert figures(ask("2026-02-01")) == (4, 1, 1, 0, 0)
    finish(amina, "2026-03-02")
    assert figures(ask("2026-03-01")) == (4, 2, 2, 0, 0)
    assert figures(ask("2026-03-02")) == (4, 2, 1, 1, 1)
    assert figures(ask("2026-03-02"), "RO-NBO") == (1, 1, 0, 1, 1)
    assert figures(ask("2026-03-02"), "RO-PRY") == (1, 1, 1, 0, 0)


def test_what_is_heard_later_does_not_change_what_was_known(ask, figures, begin, finish, amina):
    begin(amina, "2026-02-01")
    finish(amina, "2026-03-02", heard="2026-05-01")
    assert figures(ask("2026-03-31", known_at="2026-04-01")) == (4, 1, 1, 0, 0)
    assert figures(ask("2026-03-31", known_at="2026-05-02")) == (4, 1, 0, 1, 0)
    assert figures(ask("2026-05-31", known_at="2026-06-01")) == (4, 1, 0, 1, 1)


def test_an_annulment_changes_figures_from_its_day_of_knowledge(ask, figures, begin, finish, amina, dana):
    begin(amina, "2026-02-01")
    record = finish(amina, "2026-03-02")
    annul(record, by=dana, reason="Sat by somebody else", at=moment("2026-06-01"))
    assert figures(ask("2026-04-01", known_at="2026-05-01")) == (4, 1, 0, 1, 1)
    assert figures(ask("2026-04-01", known_at="2026-06-01")) == (4, 1, 1, 0, 0)


def test_a_revoked_certificate_counts_until_then_and_a_reissued_one_once(ask, figures, begin, finish, amina, dana):
    begin(amina, "2026-02-01")
    certificate = finish(amina, "2026-03-02").certificates.get()
    newer = reissue(certificate, by=dana, reason="Spelling", at=moment("2026-04-01"))
    assert figures(ask("2026-05-01"))[4] == 1
    revoke(newer, by=dana, reason="Identity", at=moment("2026-06-01"))
    assert figures(ask("2026-05-31"))[4] == 1
    assert figures(ask("2026-06-01"))[3:] == (1, 0)


def test_who_moves_is_counted_where_she_was_on_the_day(ask, figures, finish, amina, offices):
    finish(amina, "2026-03-02")
    move(amina, offices["GH"], on=datetime.date(2026, 6, 1), at=moment("2026-06-05"))
    assert figures(ask("2026-05-31"), "KE") == (1, 0, 0, 1, 1)
    assert figures(ask("2026-06-10"), "GH") == (2, 0, 0, 1, 1)
    assert figures(ask("2026-06-10"), "KE") == (0, 0, 0, 0, 0)
    assert figures(ask("2026-06-03", known_at="2026-06-04"), "KE") == (1, 0, 0, 1, 1)


def test_a_posting_that_ended_and_one_that_was_withdrawn_count_as_they_were_known(ask, figures, amina, bruno):
    end_posting(amina.postings.get(), ended_on=datetime.date(2026, 4, 30), at=moment("2026-05-15"))
    bruno.postings.update(withdrawn_at=moment("2026-05-20"))
    assert figures(ask("2026-05-10", known_at="2026-05-12"))[0] == 4
    assert figures(ask("2026-05-10", known_at="2026-05-16"))[0] == 3
    assert figures(ask("2026-05-10", known_at="2026-05-21"))[0] == 2


@pytest.mark.parametrize("category", PARTNERS)
def test_partners_are_not_counted_as_people_of_the_house(ask, figures, offices, category):
    post(make_person("Pat Partner"), offices["KE"], started_on=datetime.date(2024, 1, 1), category=category)
    assert figures(ask("2026-05-10"))[0] == 4


def test_coverage_costs_six_queries_whatever_it_holds(ask, begin, amina, bruno, offices, django_assert_num_queries):
    question = ask("2026-05-10")
    with django_assert_num_queries(6):
        board_rows(question, Office.objects.all())
    begin(amina, "2026-02-01")
    begin(bruno, "2026-02-01")
    for number in range(3):
        make_person(f"Person{number}", offices["KE"])
    with django_assert_num_queries(6):
        board_rows(question, Office.objects.all())


def names(people) -> list[tuple[str, str]]:
    return [(posting.person.get_short_name(), state_of(posting)) for posting in people]


def test_the_list_names_each_person_with_her_state(ask, begin, finish, offices, amina, bruno, kofi, dana):
    begin(amina, "2026-02-01")
    begin(bruno, "2026-02-01")
    finish(kofi, "2026-03-01", certify=False)
    finish(dana, "2026-03-01")
    question, hq = ask("2026-05-10"), offices["HQ"]
    everybody = [("Amina", "in_progress"), ("Bruno", "in_progress"), ("Dana", "certified"), ("Kofi", "completed")]
    assert names(people_of(question, hq, dana)) == everybody
    assert names(people_of(question, hq, dana, state="in_progress")) == everybody[:2]
    assert names(people_of(question, hq, dana, state="completed")) == everybody[2:]
    assert names(people_of(question, hq, dana, state="certified")) == everybody[2:3]
    assert names(people_of(question, hq, dana, state="not_enrolled")) == []
    assert names(people_of(ask("2026-01-10"), hq, dana, state="not_enrolled"))[0] == ("Amina", "not_enrolled")
    assert names(people_of(question, offices["KE"], dana)) == everybody[:1]


def test_a_focal_point_is_shown_her_own_people_alone(ask, offices, amina, efua, kofi):
    Posting.objects.update(recorded_at=moment("2024-01-01"))
    assert [who for who, _state in names(people_of(ask("2026-05-10"), offices["HQ"], efua))] == ["Efua", "Kofi"]


def test_the_figures_agree_with_the_names(ask, figures, begin, finish, offices, amina, bruno, kofi, dana):
    begin(amina, "2026-02-01")
    begin(bruno, "2026-02-01")
    finish(bruno, "2026-03-01")
    question = ask("2026-05-10")
    listed = [
        people_of(question, offices["HQ"], dana, state=state).count()
        for state in ("", "in_progress", "completed", "certified")
    ]
    people, _enrolled, *rest = figures(question)
    assert listed == [people, *rest]
    assert Figures(*figures(question)).completed_share == 25
