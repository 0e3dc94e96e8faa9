"""The endorsement of a plan: who is asked, never oneself, late ones are shown, follow-ups are set."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from tests.factories import make_person, make_role
from tests.workshops.papers import take_part
from workshops.actions.endorsing_plans import endorse_plan, return_plan
from workshops.actions.planning_action import begin_plan, save_commitment, send_plan
from workshops.commitments.sharing import endorsers_of
from workshops.commitments.states import late_to_endorse
from workshops.models import ActionPlan

from .conftest import AT, DAY, VALUES, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(plan, kofi) -> ActionPlan:
    return send_plan(plan, by=kofi, seen=plan.revision, at=AT)


def url(plan) -> str:
    return reverse("workshops:endorse_plan", args=["CEP-2026-ACC", plan.pk])


def asked(plan) -> list[str]:
    known = ActionPlan.objects.select_related("owner", "office").get(pk=plan.pk)
    return sorted(person.name for person in endorsers_of([known])[plan.pk])


def test_the_supervisor_is_told_and_endorses_on_her_page(sent, kofi, ama, boss, client_for):
    notice = Notice.objects.get(kind="plan_sent")
    assert (notice.person, notice.path) == (boss, url(sent))
    client = client_for(boss)
    assert "Ghana" in client.get(reverse("workshops:plans_to_endorse")).content.decode()
    assert "ZZ-forum" in client.get(url(sent)).content.decode()
    assert fresh(sent).state == "sent"
    client.post(url(sent), {"answer": "endorse", "revision": sent.revision})
    found = fresh(sent)
    assert (found.state, found.endorsed_by) == ("endorsed", boss)
    assert {row.person for row in Notice.objects.filter(kind="plan_endorsed")} == {kofi, ama}
    days = [(row.days, row.due_on) for row in found.follow_ups.all()]
    june, august, november = datetime.date(2026, 6, 5), datetime.date(2026, 8, 4), datetime.date(2026, 11, 2)
    assert days == [(30, june), (90, august), (180, november)]
    assert "Ghana" not in client.get(reverse("workshops:plans_to_endorse")).content.decode()


def test_endorsing_twice_is_once(sent, boss):
    endorse_plan(sent, by=boss, seen=sent.revision, at=AT)
    endorse_plan(sent, by=boss, seen=sent.revision, at=AT + DAY)
    assert fresh(sent).endorsed_at == AT
    assert sent.follow_ups.count() == 3
    assert Notice.objects.filter(kind="plan_endorsed").count() == 2


def test_nobody_endorses_a_plan_that_she_shares(sent, kofi, ama, dana, client_for):
    """Not even as a supervisor, a focal point or headquarters."""
    make_role(ama, "focal_point", ama.postings.get().office)
    kofi.postings.update(supervisor=ama)
    make_role(kofi, "headquarters")
    for person in (kofi, ama):
        with pytest.raises(Refused, match="Nobody endorses her own plan"):
            endorse_plan(sent, by=person, seen=sent.revision, at=AT)
        assert client_for(person).get(url(sent)).status_code == 404
        assert client_for(person).post(url(sent), {"answer": "endorse", "revision": sent.revision}).status_code == 404
    assert asked(sent) == ["Dana Novak"]
    endorse_plan(sent, by=dana, seen=sent.revision, at=AT)


def test_without_a_supervisor_the_nearest_focal_point_is_asked(sent, kofi, boss, efua, offices, dana):
    assert asked(sent) == ["Yaw Darko"]
    with pytest.raises(Refused, match="Others are asked"):
        endorse_plan(sent, by=efua, seen=sent.revision, at=AT)
    kofi.postings.update(supervisor=None)
    regional = make_person("Reza Above", offices["RO-DKR"])
    make_role(regional, "focal_point", offices["RO-DKR"])
    assert asked(sent) == ["Efua Asante"]
    efua.roles.all().delete()
    assert asked(sent) == ["Reza Above"]
    regional.roles.all().delete()
    assert asked(sent) == ["Dana Novak"]
    boss.is_active = False
    boss.save()
    kofi.postings.update(supervisor=boss)
    assert asked(sent) == ["Dana Novak"]


def test_strangers_do_not_endorse(sent, amina, bruno, chen, client_for):
    take_part(sent.workshop, chen, "F01", role="lead")
    for stranger in (amina, bruno, chen):
        assert client_for(stranger).get(url(sent)).status_code == 404
        with pytest.raises(Refused):
            endorse_plan(sent, by=stranger, seen=sent.revision, at=AT)
    assert fresh(sent).state == "sent"


def test_a_plan_is_returned_with_remarks_changed_and_sent_again(sent, kofi, boss, client_for):
    page = client_for(boss).post(url(sent), {"answer": "return", "revision": sent.revision}).content.decode()
    assert "Say what should be changed" in page
    client_for(boss).post(
        url(sent), {"answer": "return", "revision": sent.revision, "remarks": "Name the <b>place</b>"}
    )
    assert fresh(sent).state == "returned"
    notice = Notice.objects.filter(kind="plan_returned", person=kofi).get()
    assert "Name the <b>place</b>" in notice.text
    assert "<b>place" not in notice.html
    save_commitment(sent, VALUES, by=kofi, at=AT + DAY)
    again = send_plan(sent, by=kofi, seen=fresh(sent).revision, at=AT + DAY)
    with pytest.raises(Refused, match="colleague changed"):
        endorse_plan(again, by=boss, seen=sent.revision, at=AT + DAY)
    endorse_plan(again, by=boss, seen=again.revision, at=AT + DAY)
    assert Notice.objects.filter(kind="plan_sent").count() == 2
    with pytest.raises(Refused, match="does not wait"):
        return_plan(again, by=boss, seen=again.revision, remarks="Too late", at=AT + DAY)


def test_a_draft_is_not_endorsed_and_an_answer_is_chosen(plan, sent, boss, client_for):
    page = client_for(boss).post(url(sent), {"revision": sent.revision}).content.decode()
    assert "Choose one of the two answers" in page
    ActionPlan.objects.update(state="draft")
    with pytest.raises(Refused, match="does not wait"):
        endorse_plan(sent, by=boss, seen=sent.revision, at=AT)


def test_thirty_days_are_in_time_and_more_is_late(sent):
    assert not late_to_endorse(sent, AT + 30 * DAY)
    assert late_to_endorse(sent, AT + 31 * DAY)


def test_the_database_knows_who_endorsed(sent):
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPlan.objects.filter(pk=sent.pk).update(state="endorsed")


def test_the_plans_that_wait_ask_the_same_however_many(
    team, kofi, amina, boss, dana, client_for, django_assert_num_queries
):
    def send(person):
        plan = begin_plan(team, by=person, at=AT)
        save_commitment(plan, VALUES, by=person, at=AT)
        send_plan(plan, by=person, seen=fresh(plan).revision, at=AT)

    for person in (kofi, amina):
        person.postings.update(supervisor=boss)
    client = client_for(boss)
    send(kofi)
    with django_assert_num_queries(8):
        assert client.get("/workshops/commitments/to-endorse/").content.decode().count("/endorse/") == 1
    send(amina)
    with django_assert_num_queries(8):
        assert client.get("/workshops/commitments/to-endorse/").content.decode().count("/endorse/") == 2
