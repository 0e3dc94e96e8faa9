"""Why (not): the rule, each piece of evidence, what does not count, how the due day came, the one next step."""

import datetime
import uuid

import pytest
from django.test import Client

from elearning.people.models import Absence, Posting
from elearning.records.actions import annul
from elearning.tracking.models import Exemption, RequirementVersion
from tests.records.factories import SUBJECT, make_record
from tests.tracking.persons.test_person import LONG_AGO, make_requirement, text_of

DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def asked(offices):
    """Asked since 2024 of everybody, valid for a year, 90 days to comply and ten of grace."""
    return make_requirement("CEP", months=12, grace=10)


@pytest.fixture
def told(client_for, dana, asked):
    """What the page says to headquarters of a person."""

    def said(person, on=DAY) -> str:
        Posting.objects.update(recorded_at=LONG_AGO)
        answer = client_for(dana).get(f"/people/{person.uuid}/requirements/CEP/?on={on}")
        assert answer.status_code == 200
        return text_of(answer)

    return said


def test_she_and_whoever_may_see_her_read_it_and_nobody_else(kofi, amina, efua, dana, asked, client_for):
    path = f"/people/{kofi.uuid}/requirements/CEP/"
    codes = [client_for(who).get(path).status_code for who in (kofi, efua, dana, amina)]
    assert codes == [200, 200, 200, 404]
    assert Client().get(path).status_code == 302
    assert client_for(dana).get(f"/people/{kofi.uuid}/requirements/NOTHING/").status_code == 404
    button = f"/requirements/CEP/exemptions/new/?person={kofi.uuid}"
    assert [button in text_of(client_for(who).get(path)) for who in (kofi, efua, dana)] == [False, True, True]


def test_what_counts_is_told_with_its_last_day_and_what_does_not_with_its_reason(amina, dana, told):
    make_record(amina, at=LONG_AGO)
    make_record(amina, kind="participation", achieved_on=datetime.date(2026, 4, 1))
    make_record(amina, subject_uuid=uuid.uuid4(), title={"en": "Another course"})
    said = told(amina)
    for part in (
        "It is met since March 2, 2026",
        "The last day on which it is met is March 1, 2027",
        "until March 1, 2027",
        "It is participation, and this requirement asks for a completion.",
        "It is of something else.",
        "It satisfies for 12 months.",
        "10 days of grace follow",
        "in service without a gap since Jan. 1, 2024",
    ):
        assert part in said, part
    assert "The next step" not in said
    assert "It was achieved after this day." in told(amina, on="2026-03-01")


def test_how_the_due_day_came_and_the_one_next_step(amina, dana, told):
    Absence.objects.create(
        person=amina,
        kind="leave",
        started_on=datetime.date(2024, 2, 1),
        ended_on=datetime.date(2024, 2, 10),
        recorded_at=LONG_AGO,
    )
    said = told(amina)
    for part in (
        "Why is this not met?",
        "Asked since Jan. 1, 2024, with 90 days to comply.",
        "Feb. 1, 2024 to Feb. 10, 2024: away",
        "So it is due by April 10, 2024.",
        "overdue from April 21, 2024 on",
        "Any one of these satisfies it:",
    ):
        assert part in said, part
    record = make_record(amina, achieved_on=datetime.date(2025, 3, 2), at=LONG_AGO)
    said = told(amina)
    assert "What was held ended on March 1, 2026" in said
    assert "It counted until March 1, 2026." in said
    annul(record, by=dana, reason="Sat by somebody else")
    assert "It was annulled: <bdi>Sat by somebody else</bdi>" in told(amina)


def test_an_exemption_is_told_and_what_does_not_ask_her_is_told_too(amina, kofi, dana, asked, offices, told):
    Exemption.objects.create(
        person=amina,
        requirement=asked,
        started_on=datetime.date(2024, 1, 1),
        reason="Wrote the course",
        by=dana,
        recorded_at=LONG_AGO,
    )
    assert "Wrote the course" in told(amina)
    RequirementVersion.objects.create(
        requirement=asked,
        number=2,
        titles={"en": "For Ghana alone"},
        from_day=datetime.date(2026, 1, 1),
        subjects=[{"kind": "course", "value": str(SUBJECT)}],
        offices=[offices["GH"].pk],
        job_titles=["Driver"],
        published_at=LONG_AGO,
    )
    said = told(amina)
    for part in ("It does not ask people with this posting", "Office: does not fit", "Job title: does not fit"):
        assert part in said, part
    assert "Office: fits" in told(kofi)
    Posting.objects.filter(person=kofi).update(started_on=datetime.date(2026, 6, 2))
    assert "Nobody is asked who is not posted" in told(kofi)


def test_it_costs_the_same_for_one_and_for_three(amina, dana, asked, client_for, django_assert_num_queries):
    client, path = client_for(dana), f"/people/{amina.uuid}/requirements/CEP/"
    make_record(amina, subject_uuid=uuid.uuid4())
    client.get(path)
    with django_assert_num_queries(21):
        client.get(path)
    for _ in range(2):
        make_record(amina, subject_uuid=uuid.uuid4())
    with django_assert_num_queries(21):
        client.get(path)
