"""A small workshop in Accra with two participants of Ghana, one of Kenya, and their plans."""

import datetime

import pytest

from tests.factories import make_person
from tests.workshops.papers import take_part
from tests.workshops.seating import make_workshop
from workshops.actions.endorsing_plans import endorse_plan
from workshops.actions.planning_action import begin_plan, save_commitment, send_plan
from workshops.models import ActionPlan, FollowUp, FrameworkStatement, Workshop

AT = datetime.datetime(2026, 5, 7, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
ENDS = datetime.datetime(2026, 5, 6, 9, tzinfo=datetime.UTC)
VALUES = {
    "what": "ZZ-forum with women traders",
    "indicator": "Two forums held, with minutes",
    "due_on": datetime.date(2026, 9, 1),
    "support": "A hall",
    "module_code": "m5",
}


@pytest.fixture
def workshop(offices) -> Workshop:
    return make_workshop(offices, state=Workshop.State.REPORTING)


@pytest.fixture
def ama(offices):
    return make_person("Ama Boateng", offices["GH"], sex="female")


@pytest.fixture
def boss(offices):
    return make_person("Yaw Darko", offices["GH"])


@pytest.fixture
def team(workshop, kofi, ama, amina, boss) -> Workshop:
    """Kofi and Ama of Ghana and Amina of Kenya take part; Yaw supervises Kofi."""
    kofi.postings.update(supervisor=boss)
    for number, person in enumerate((kofi, ama, amina), start=1):
        take_part(workshop, person, f"P0{number}")
    return workshop


@pytest.fixture
def plan(team, kofi) -> ActionPlan:
    """Ghana's, with one commitment; led by Kofi."""
    plan = begin_plan(team, by=kofi, at=AT)
    save_commitment(plan, VALUES, by=kofi, at=AT)
    return fresh(plan)


@pytest.fixture
def endorsed(plan, kofi, boss) -> ActionPlan:
    sent = send_plan(plan, by=kofi, seen=plan.revision, at=AT)
    return endorse_plan(sent, by=boss, seen=sent.revision, at=AT + DAY)


@pytest.fixture
def framework(db) -> list[FrameworkStatement]:
    texts = {"agreed": {"en": "It is agreed.", "fr": "C'est convenu."}, "risks": {"en": "Risks are known."}}
    rows = [FrameworkStatement(code=code, texts=said, order=order) for order, (code, said) in enumerate(texts.items())]
    return FrameworkStatement.objects.bulk_create(rows)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def asked(plan: ActionPlan, days: int) -> FollowUp:
    return plan.follow_ups.get(days=days)
