"""What the lead and headquarters see of all plans: states, shares, hindrances, what is overdue."""

import pytest
from django.test import Client

from tests.workshops.papers import take_part
from tests.workshops.seating import make_workshop
from workshops.actions.endorsing_plans import endorse_plan
from workshops.actions.following_up import answer_follow_up, due_follow_ups, give_view
from workshops.actions.planning_action import begin_plan, save_commitment, send_plan
from workshops.commitments.reading import commitments_of
from workshops.models import Workshop

from .conftest import AT, DAY, ENDS, VALUES, asked, fresh

pytestmark = pytest.mark.django_db
URL = "/workshops/CEP-2026-ACC/follow-up/"


def start(workshop, person, *, sent=True):
    plan = begin_plan(workshop, by=person, at=AT)
    save_commitment(plan, VALUES, by=person, at=AT)
    return send_plan(plan, by=person, seen=fresh(plan).revision, at=AT) if sent else plan


@pytest.fixture
def played(endorsed, kofi, boss):
    """Ghana has two commitments by the database, answered after 30 days; it was asked after 90."""
    first = endorsed.commitments.get()
    second = endorsed.commitments.create(**VALUES | {"what": "Second"}, order=1)
    due_follow_ups(ENDS + 30 * DAY)
    answers = {first.pk: {"applied": "yes"}, second.pk: {"applied": "partly", "hindrance": "funds"}}
    answer_follow_up(asked(endorsed, 30), answers, by=kofi, at=ENDS + 31 * DAY)
    due_follow_ups(ENDS + 32 * DAY)
    give_view(asked(endorsed, 30), by=boss, agrees=True, view="ZZ-view", at=ENDS + 33 * DAY)
    due_follow_ups(ENDS + 90 * DAY)
    return endorsed


def test_the_figures_for_the_report(played):
    found = commitments_of(played.workshop, at=ENDS + 91 * DAY)
    assert dict(found.states) == {"endorsed": 1, "none": 1}
    assert [(row.name, row.commitments) for row in found.rows] == [("Ghana", 2), ("Kenya", 0)]
    figures = [(m.days, m.asked, m.answered, m.overdue, m.percent, m.percent_partly) for m in found.moments]
    assert figures == [(30, 1, 1, 0, 50, 100), (90, 1, 0, 0, None, None), (180, 0, 0, 0, None, None)]
    assert dict(found.hindrances) == {"funds": 1}
    states = [each.standing.code for each in found.rows[0].followed]
    assert states == ["answered", "asked", "not_due"]
    late = commitments_of(played.workshop, at=ENDS + 105 * DAY)
    assert [each.standing.code for each in late.rows[0].followed] == ["answered", "overdue", "not_due"]
    assert late.moments[1].overdue == 1


def test_an_answer_that_never_came_is_closed_and_not_overdue_for_ever(endorsed):
    due_follow_ups(ENDS + 30 * DAY)
    due_follow_ups(ENDS + 90 * DAY)
    found = commitments_of(endorsed.workshop, at=ENDS + 91 * DAY)
    assert [each.standing.code for each in found.rows[0].followed] == ["missed", "asked", "not_due"]
    due_follow_ups(ENDS + 300 * DAY)
    found = commitments_of(endorsed.workshop, at=ENDS + 301 * DAY)
    assert [each.standing.code for each in found.rows[0].followed] == ["missed", "missed", "asked"]


def test_the_page_is_for_the_lead_and_headquarters(played, chen, dana, kofi, boss, efua, client_for):
    take_part(played.workshop, chen, "F01", role="lead")
    for person in (chen, dana):
        page = client_for(person).get(URL).content.decode()
        for words in ("Ghana", "1 of 2 applied", "ZZ-view", "no funds: 1", "no plan yet", "overdue"):
            assert words in page
        shown = client_for(person).get(f"{URL}?show=overdue").content.decode()
        assert "no plan yet" not in shown
    for other in (kofi, boss, efua):
        assert client_for(other).get(URL).status_code == 404
        assert client_for(other).get("/workshops/commitments/overdue/").status_code == 404
    assert client_for(chen).get("/workshops/commitments/overdue/").status_code == 404
    assert Client().get("/workshops/commitments/overdue/").status_code == 302


def test_headquarters_sees_what_is_overdue_over_all_workshops_under_the_same_queries(
    team, offices, kofi, amina, boss, dana, client_for, django_assert_num_queries
):
    client = client_for(dana)
    url = "/workshops/commitments/overdue/"
    assert "Nothing is overdue" in client.get(url).content.decode()
    plan = start(team, kofi)
    endorse_plan(plan, by=boss, seen=plan.revision, at=AT)
    due_follow_ups(ENDS + 30 * DAY)
    with django_assert_num_queries(8):
        assert client.get(url).content.decode().count("plans-of-action/") == 1
    start(team, amina)  # waits for its endorsement since May
    other = make_workshop(offices, "CEP-2026-NBO", state=Workshop.State.REPORTING)
    take_part(other, kofi, "P01")
    start(other, kofi)
    with django_assert_num_queries(8):
        page = client.get(url).content.decode()
    assert page.count("plans-of-action/") == 3
    Workshop.objects.filter(pk=other.pk).update(state="cancelled")
    assert client.get(url).content.decode().count("plans-of-action/") == 2


def test_the_page_asks_the_same_however_many(team, kofi, amina, boss, dana, client_for, django_assert_num_queries):
    client = client_for(dana)
    plan = start(team, kofi)
    endorse_plan(plan, by=boss, seen=plan.revision, at=AT)
    with django_assert_num_queries(12):
        client.get(URL)
    amina.postings.update(supervisor=boss)
    other = start(team, amina)
    endorse_plan(other, by=boss, seen=other.revision, at=AT)
    due_follow_ups(ENDS + 30 * DAY)
    with django_assert_num_queries(12):
        client.get(URL)
