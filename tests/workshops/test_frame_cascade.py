"""The cascade: workshops that follow from a training of trainers, without a circle."""

import pytest

from elearning.people.actions import Refused
from workshops.actions.frame import change_frame
from workshops.models import Workshop

from .test_frame import NEW, answers, lead, values  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


def test_a_cascade_makes_no_circle_and_begins_with_trainers(mombasa, dana, answers, client_for):  # noqa: F811
    assert client_for(dana).post(NEW, answers | {"parent": mombasa.pk}).status_code == 200  # no training of trainers
    Workshop.objects.filter(pk=mombasa.pk).update(kind="training_of_trainers")
    answers |= {"parent": mombasa.pk, "kind": "training_of_trainers"}
    assert client_for(dana).post(NEW, answers).status_code == 302
    child = Workshop.objects.get(code="CEP-2027-ACC")
    for parent in (child, mombasa):
        with pytest.raises(Refused, match="cannot follow from itself"):
            change_frame(mombasa, {"parent": parent}, seen=9, by=dana)
    with pytest.raises(Refused, match="must stay a training of trainers"):
        change_frame(mombasa, {"kind": "refresher"}, seen=9, by=dana)
    answers |= {"code": "CEP-2027-KIS", "parent": "", "kind": "thematic"}
    client_for(dana).post(NEW, answers)
    with pytest.raises(Refused, match="follows from a training of trainers only"):
        change_frame(child, {"parent": Workshop.objects.get(code="CEP-2027-KIS")}, seen=9, by=dana)


def test_the_cascade_is_shown_on_both_and_a_draft_child_to_nobody_else(mombasa, dana, amina, answers, client_for):  # noqa: F811
    Workshop.objects.filter(pk=mombasa.pk).update(kind="training_of_trainers")
    client_for(dana).post(NEW, answers | {"parent": mombasa.pk})
    up, down = "/workshops/CEP-2023-MBA/", "/workshops/CEP-2027-ACC/"
    assert f'href="{down}"' in client_for(dana).get(up).content.decode()
    assert f'href="{up}" lang="en"' in client_for(dana).get(down).content.decode()
    assert down not in client_for(amina).get(up).content.decode()


def test_a_parent_that_the_lead_may_not_see_is_neither_named_nor_lost(mombasa, chen, dana, client_for):
    parent = Workshop.objects.create(
        code="SECRET-1", kind="training_of_trainers", zone="UTC", starts_on=mombasa.starts_on,
        ends_on=mombasa.ends_on, capacity=9, host_office=mombasa.host_office,
    )  # fmt: skip
    Workshop.objects.filter(pk=mombasa.pk).update(parent=parent)
    mombasa.refresh_from_db()
    lead(mombasa, chen)
    path = "/workshops/CEP-2023-MBA/frame/"
    page = client_for(chen).get(path).content.decode()
    assert 'name="parent"' not in page
    assert "SECRET-1" not in page
    assert client_for(chen).post(path, values(mombasa, venue="Kisauni")).status_code == 302
    mombasa.refresh_from_db()
    assert (mombasa.parent, mombasa.venue) == (parent, "Kisauni")
    assert "SECRET-1" in client_for(dana).get(path).content.decode()
