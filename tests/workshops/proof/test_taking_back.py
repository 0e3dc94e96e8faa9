"""After the issue: what an amendment brings, what is no longer earned, what was annulled."""

import re

import pytest

from elearning.notices.models import Notice
from elearning.people.actions import Refused
from elearning.records import actions as records
from elearning.records.models import Certificate, LearningRecord
from tests.workshops.seating import again
from workshops.actions.certifying import issue_all, take_back
from workshops.proof import working
from workshops.proof.preview import preview_of
from workshops.proof.warnings import warnings_of

from .rooms import AT, BASE, FIRST, Killed, come, held

pytestmark = pytest.mark.django_db


def test_an_amendment_brings_what_is_new_and_nothing_else(ready, issue):
    issue()
    before = set(Certificate.objects.values_list("pk", "sha256", "state"))
    come(ready, "P04", "D1-01")  # she was at the required item after all: completion beside her participation
    come(ready, "P05", "D1-02")
    assert issue().total == 2
    assert held(ready) == sorted([*FIRST, ("P04", "completion", "valid"), ("P05", "completion", "valid")])
    assert before <= set(Certificate.objects.values_list("pk", "sha256", "state"))


def test_what_is_no_longer_earned_is_named_and_taken_back_by_a_human_alone(ready, issue, chen, client_for):
    issue()
    come(ready, "P02", "D1-01", value="absent")
    row = next(row for row in preview_of(ready).rows if row.registration.number == "P02")
    assert (row.kind, row.new, [each.kind for each in row.lost]) == ("participation", "", ["completion"])
    with pytest.raises(Refused, match="all that was earned is issued"):
        issue()
    assert held(ready) == FIRST
    page = client_for(chen).get(f"{BASE}/certificates/").content.decode()
    assert "1 person holds a certificate that is no longer earned." in page
    client_for(chen).post(f"{BASE}/certificates/P02/completion/take-back/", {"reason": "\u200f \u200e"})
    assert held(ready) == FIRST
    client_for(chen).post(f"{BASE}/certificates/P02/completion/take-back/", {"reason": "He was not there"})
    assert held(ready)[1] == ("P02", "completion", "revoked")
    assert LearningRecord.objects.current().filter(person__name="Bruno Machava").count() == 0
    assert Notice.objects.filter(kind="certificate_revoked", person__name="Bruno Machava").count() == 1
    assert issue().total == 1
    assert ("P02", "participation", "valid") in held(ready)


def test_what_is_earned_cannot_be_taken_back_here(ready, issue, chen, client_for):
    issue()
    one = ready.registrations.get(number="P01")
    with pytest.raises(Refused, match="is earned"):
        take_back(one, "completion", by=chen, reason="No")
    assert client_for(chen).get(f"{BASE}/certificates/P01/completion/take-back/").status_code == 404
    assert client_for(chen).post(f"{BASE}/certificates/P01/completion/take-back/", {"reason": "No"}).status_code == 404
    assert held(ready) == FIRST


def test_the_lead_and_headquarters_can_open_what_is_held(ready, issue, chen, dana, client_for):
    issue()
    for person in (chen, dana):
        page = client_for(person).get(f"{BASE}/certificates/").content.decode()
        links = re.findall(r'href="(/(?:verify|certificates)/[^"]+)"', page)
        assert len(links) >= 4
        assert {client_for(person).get(link).status_code for link in links} == {200}


def test_who_left_the_list_after_the_issue_is_named_too(ready, issue):
    issue()
    ready.registrations.filter(number="P03").update(state="withdrawn")
    assert [row.registration.number for row in preview_of(ready).lost] == ["P03"]


def test_after_an_annulment_a_new_issue_warns_and_then_follows_it(ready, issue, dana):
    issue()
    record = LearningRecord.objects.get(person__name="Amina Odhiambo")
    records.annul(record, by=dana, reason="Another person sat there")
    keys = [warned.key.split(":")[0] for warned in warnings_of(ready, preview_of(ready))]
    assert keys == ["annulled"]
    assert issue().total == 1
    assert held(ready)[:2] == [("P01", "completion", "revoked"), ("P01", "completion", "valid")]


def test_what_was_annulled_in_the_middle_of_a_run_stays_annulled(ready, chen, dana, monkeypatch):
    run = issue_all(ready, by=chen, acknowledged=[], at=AT)
    monkeypatch.setattr(working, "_draw", lambda certificate: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        working.work_through(again(run))
    monkeypatch.undo()
    monkeypatch.setattr(records, "certificate_pdf", lambda certificate: b"%PDF")
    records.annul(LearningRecord.objects.get(), by=dana, reason="Not she")
    working.work_through(again(run))
    assert held(ready) == [("P01", "completion", "revoked"), *FIRST[1:]]
