"""Plans of action: shared by the participants of one office, never overwritten, frozen once they are sent."""

import datetime

import pytest
from django.urls import reverse

from elearning.people.actions import Refused
from tests.factories import make_person
from tests.workshops.papers import take_part
from workshops.actions.planning_action import (
    MOST,
    Stale,
    begin_plan,
    last_due,
    lead_plan,
    print_of,
    remove_commitment,
    save_commitment,
    send_plan,
)
from workshops.commitments.sharing import plans_visible_to
from workshops.models import ActionPlan, Registration, Workshop

from .conftest import AT, VALUES, fresh

pytestmark = pytest.mark.django_db


def page(name: str, *keys) -> str:
    return reverse(f"workshops:{name}", args=["CEP-2026-ACC", *keys])


def test_colleagues_share_one_plan_and_another_office_has_its_own(team, kofi, ama, amina):
    ours = begin_plan(team, by=kofi, at=AT)
    assert begin_plan(team, by=ama, at=AT) == ours
    assert begin_plan(team, by=kofi, at=AT) == ours
    theirs = begin_plan(team, by=amina, at=AT)
    assert theirs != ours
    assert ours.owner.person == kofi


def test_a_person_without_an_office_has_her_own(team, offices):
    plans = []
    for number, name in enumerate(("Zuri One", "Zola Two"), start=8):
        person = make_person(name, offices["GH"])
        take_part(team, person, f"P0{number}")
        Registration.objects.filter(person=person).update(office=None)
        plans.append(begin_plan(team, by=person, at=AT))
        assert begin_plan(team, by=person, at=AT) == plans[-1]
    assert len({plan.pk for plan in plans}) == 2
    assert list(plans_visible_to(person)) == [plans[1]]


def test_the_team_strangers_and_workshops_that_are_not_confirmed_have_no_plan(team, chen, bruno, kofi):
    take_part(team, chen, "F01", role="lead")
    for person in (chen, bruno):
        with pytest.raises(Refused, match="made by participants"):
            begin_plan(team, by=person, at=AT)
    for state in ("open", "archived", "cancelled"):
        Workshop.objects.update(state=state)
        with pytest.raises(Refused, match="once it is confirmed"):
            begin_plan(team, by=kofi, at=AT)


def test_of_two_editors_the_second_is_told_and_nothing_is_overwritten(plan, kofi, ama, client_for):
    row = plan.commitments.get()
    opened = print_of(row)
    save_commitment(plan, VALUES | {"what": "Kofi's words"}, by=kofi, commitment=row, seen=opened, at=AT)
    with pytest.raises(Stale):
        save_commitment(plan, VALUES | {"what": "Ama's words"}, by=ama, commitment=row, seen=opened, at=AT)
    sent = {**VALUES, "module_code": "", "what": "Ama's words", "seen": opened}
    url = page("commitment", plan.pk, row.pk)
    answer = client_for(ama).post(url, sent).content.decode()
    assert "Nothing was overwritten" in answer
    assert "Kofi&#x27;s words" in answer
    assert "Ama&#x27;s words" in answer
    assert fresh(row).what == "Kofi's words"
    client_for(ama).post(url, sent | {"seen": print_of(fresh(row))})
    assert fresh(row).what == "Ama's words"


def test_what_a_colleague_took_out_can_be_written_anew(plan, kofi, ama, client_for):
    row = plan.commitments.get()
    seen = print_of(row)
    with pytest.raises(Stale):
        remove_commitment(plan, row, by=kofi, seen="old", at=AT)
    remove_commitment(plan, row, by=kofi, seen=seen, at=AT)
    remove_commitment(plan, row, by=kofi, seen=seen, at=AT)
    assert not plan.commitments.exists()
    with pytest.raises(Stale):
        save_commitment(plan, VALUES, by=ama, commitment=row, seen=seen, at=AT)
    sent = {**VALUES, "module_code": "", "seen": ""}
    assert client_for(ama).post(page("commitment_new", plan.pk), sent).status_code == 302
    assert plan.commitments.get().what == VALUES["what"]


def test_an_empty_plan_and_one_that_changed_meanwhile_are_not_sent(team, plan, kofi, ama):
    save_commitment(plan, VALUES, by=ama, at=AT)
    with pytest.raises(Stale):
        send_plan(plan, by=kofi, seen=plan.revision, at=AT)
    for row in plan.commitments.all():
        remove_commitment(plan, row, by=kofi, seen=print_of(row), at=AT)
    with pytest.raises(Refused, match="at least one commitment"):
        send_plan(plan, by=kofi, seen=fresh(plan).revision, at=AT)


def test_a_plan_is_written_before_the_workshop_and_sent_once_it_has_begun(plan, kofi, client_for):
    Workshop.objects.update(state="confirmed")
    save_commitment(plan, VALUES, by=kofi, at=AT)
    with pytest.raises(Refused, match="has not begun"):
        send_plan(plan, by=kofi, seen=fresh(plan).revision, at=AT)
    assert "Send for endorsement" not in client_for(kofi).get(page("action_plan", plan.pk)).content.decode()
    Workshop.objects.update(state="live")
    client_for(kofi).post(page("action_plan_send", plan.pk), {"revision": fresh(plan).revision})
    assert fresh(plan).state == "sent"


def test_due_dates_lie_within_two_years_after_the_workshop(plan, kofi):
    assert last_due(plan.workshop) == datetime.date(2028, 5, 6)
    for day in (datetime.date(2026, 5, 3), datetime.date(2028, 5, 7), datetime.date(1, 1, 1)):
        with pytest.raises(Refused, match="within two years"):
            save_commitment(plan, VALUES | {"due_on": day}, by=kofi, at=AT)
    leap = Workshop(starts_on=datetime.date(2028, 2, 29), ends_on=datetime.date(2028, 2, 29))
    assert last_due(leap) == datetime.date(2030, 2, 28)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what", "x" * 10_000),
        ("what", "\u200f\u200f"),
        ("what", "a\x00b"),
        ("what", ""),
        ("due_on", "2026-02-30"),
        ("due_on", "99999-01-01"),
        ("due_on", "2029-01-01"),
        ("module_code", "nothing"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_nothing(plan, kofi, client_for, field, value):
    sent = {**VALUES, "module_code": "", "what": "More", field: value}
    answer = client_for(kofi).post(page("commitment_new", plan.pk), sent)
    assert (answer.status_code, "Please look at this again" in answer.content.decode()) == (200, True)
    assert plan.commitments.count() == 1


def test_a_plan_has_twenty_commitments_at_most(plan, kofi):
    for _each in range(MOST - 1):
        save_commitment(plan, VALUES, by=kofi, at=AT)
    with pytest.raises(Refused, match="20 commitments at most"):
        save_commitment(plan, VALUES, by=kofi, at=AT)


def test_what_is_sent_or_endorsed_is_frozen(endorsed, kofi, client_for):
    row = endorsed.commitments.get()
    with pytest.raises(Refused, match="stays as it is"):
        save_commitment(endorsed, VALUES, by=kofi, commitment=row, seen=print_of(row), at=AT)
    with pytest.raises(Refused, match="stays as it is"):
        remove_commitment(endorsed, row, by=kofi, seen=print_of(row), at=AT)
    with pytest.raises(Refused, match="stays as it is"):
        send_plan(endorsed, by=kofi, seen=endorsed.revision, at=AT)
    assert client_for(kofi).get(page("commitment", endorsed.pk, row.pk)).status_code == 404
    shown = client_for(kofi).get(page("action_plan", endorsed.pk)).content.decode()
    assert "Add a commitment" not in shown
    assert fresh(endorsed).state == ActionPlan.State.ENDORSED


def test_a_colleague_takes_over_the_lead_and_a_stranger_cannot(plan, ama, amina, client_for):
    with pytest.raises(Refused):
        lead_plan(plan, by=amina)
    client_for(ama).post(page("action_plan_lead", plan.pk))
    assert fresh(plan).owner.person == ama


def test_who_may_see_and_who_may_change_a_plan(plan, kofi, ama, amina, bruno, boss, efua, chen, dana, client_for):
    """Amina takes part for another office, Bruno only signs in: neither sees a word of it."""
    take_part(plan.workshop, chen, "F01", role="lead")
    readers = {
        person for person in (kofi, ama, amina, bruno, boss, efua, chen, dana) if _sees(client_for, person, plan)
    }
    assert readers == {kofi, ama, boss, efua, chen, dana}
    row = plan.commitments.get()
    for stranger in (amina, bruno, boss, efua, chen, dana):
        client = client_for(stranger)
        assert client.get(page("commitment_new", plan.pk)).status_code == 404
        assert client.post(page("commitment", plan.pk, row.pk), VALUES).status_code == 404
        assert client.post(page("commitment_remove", plan.pk, row.pk)).status_code == 404
        assert client.post(page("action_plan_send", plan.pk), {"revision": 1}).status_code == 404
        with pytest.raises(Refused, match="Only those whose plan"):
            save_commitment(plan, VALUES, by=stranger, at=AT)
    assert (fresh(plan).state, plan.commitments.count()) == ("draft", 1)


def _sees(client_for, person, plan) -> bool:
    answer = client_for(person).get(page("action_plan", plan.pk))
    listed = client_for(person).get(page("action_plans"))
    seen = "ZZ-forum" in answer.content.decode()
    assert answer.status_code == (200 if seen else 404)
    assert (f"plans-of-action/{plan.pk}/" in listed.content.decode()) <= seen
    return seen


def test_the_list_of_plans_asks_the_same_however_many(team, kofi, amina, dana, client_for, django_assert_num_queries):
    begin_plan(team, by=kofi, at=AT)
    client = client_for(dana)
    client.get(page("action_plans"))
    with django_assert_num_queries(10):
        client.get(page("action_plans"))
    begin_plan(team, by=amina, at=AT)
    with django_assert_num_queries(10):
        client.get(page("action_plans"))
