"""Follow-ups: asked once when due, answered by a signed link alone, then the supervisor's view, once."""

import datetime
from unittest.mock import patch

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from elearning.notices.models import Delivery, Notice
from elearning.people.actions import Refused
from elearning.people.models import User
from tests.workshops.papers import take_part
from workshops.actions import following_up
from workshops.actions.following_up import answer_follow_up, due_follow_ups, give_view
from workshops.actions.planning_action import begin_plan
from workshops.commitments import limit
from workshops.commitments.links import ANSWER, VIEW, token_of
from workshops.models import Progress, Workshop

from .conftest import AT, DAY, ENDS, asked, fresh

pytestmark = pytest.mark.django_db
YES = {"applied": "yes", "often": "regularly", "evidence": "ZZ-minutes", "hindrance": ""}


def link(follow_up, person, salt=ANSWER) -> str:
    name = "answer" if salt == ANSWER else "view"
    return f"/workshops/commitments/{name}/{token_of(follow_up, person, salt)}/"


def said(follow_up, **fields) -> dict:
    key = follow_up.plan.commitments.get().pk
    return {f"{name}_{key}": value for name, value in fields.items()}


@pytest.fixture
def thirty(endorsed):
    """The first follow-up, asked just now."""
    due_follow_ups(ENDS + 31 * DAY)
    return asked(endorsed, 30)


def test_each_is_asked_once_when_its_day_has_come(endorsed, kofi):
    assert due_follow_ups(ENDS + 29 * DAY) == 0
    assert due_follow_ups(ENDS + 30 * DAY) == 1
    assert due_follow_ups(ENDS + 30 * DAY) == 0
    notice = Notice.objects.get(kind="follow_up_asked")
    assert notice.person == kofi
    assert notice.path.startswith("/workshops/commitments/answer/")
    assert Delivery.objects.filter(notice=notice, address="kofi@example.org").count() == 1
    assert due_follow_ups(ENDS + 90 * DAY) == 1
    assert due_follow_ups(ENDS + 180 * DAY) == 1
    assert Notice.objects.filter(kind="follow_up_asked").count() == 3


def test_a_tick_that_comes_late_asks_the_latest_question_alone(endorsed):
    assert due_follow_ups(ENDS + 200 * DAY) == 1
    assert [row.days for row in endorsed.follow_ups.filter(asked_at__isnull=False)] == [180]
    assert due_follow_ups(ENDS + 201 * DAY) == 0


def test_a_tick_that_is_killed_in_the_middle_loses_nothing_and_asks_nobody_twice(endorsed):
    with patch.object(following_up, "tell_asked", side_effect=RuntimeError("killed")):
        assert due_follow_ups(ENDS + 31 * DAY) == 0
    assert asked(endorsed, 30).asked_at is None
    assert due_follow_ups(ENDS + 32 * DAY) == 1
    assert due_follow_ups(ENDS + 33 * DAY) == 0
    assert Notice.objects.filter(kind="follow_up_asked").count() == 1


def test_of_a_workshop_that_is_given_up_nobody_is_asked(endorsed):
    Workshop.objects.update(state="archived")
    assert due_follow_ups(ENDS + 31 * DAY) == 0


def test_where_no_mail_reaches_the_leader_a_colleague_is_asked(endorsed, kofi, ama):
    User.objects.filter(pk=kofi.pk).update(is_active=False)
    due_follow_ups(ENDS + 31 * DAY)
    assert Notice.objects.get(kind="follow_up_asked").person == ama


def test_who_takes_part_no_more_is_not_asked(endorsed, kofi, ama):
    endorsed.workshop.registrations.filter(person=kofi).update(state="cancelled")
    due_follow_ups(ENDS + 31 * DAY)
    assert Notice.objects.get(kind="follow_up_asked").person == ama
    assert Client().get(link(asked(endorsed, 30), kofi)).status_code == 404
    endorsed.workshop.registrations.filter(person=ama).update(state="cancelled")
    assert due_follow_ups(ENDS + 91 * DAY) == 1
    assert Notice.objects.filter(kind="follow_up_asked").count() == 1


def test_the_link_of_the_mail_needs_no_password_and_opening_it_writes_nothing(thirty):
    url = Notice.objects.get(kind="follow_up_asked").path
    scanner = Client()
    for _each in range(3):
        page = scanner.get(url).content.decode()
    assert "ZZ-forum" in page
    for secret in ("Kofi", "Ama Boateng", "Yaw Darko", "@example.org"):
        assert secret not in page
    assert fresh(thirty).answered_at is None
    assert scanner.post(url, said(thirty, **YES) | {"note": "Thanks"}).status_code == 302
    row = Progress.objects.get()
    assert (row.applied, row.often, row.evidence) == ("yes", "regularly", "ZZ-minutes")
    assert fresh(thirty).note == "Thanks"
    assert "sessionid" not in scanner.cookies


def test_a_partial_answer_is_kept_and_the_last_save_counts(thirty, kofi):
    url, client = link(thirty, kofi), Client()
    client.post(url, {"note": "More soon"})
    first = fresh(thirty).answered_at
    assert first is not None
    client.post(url, said(thirty, applied="partly", hindrance="funds"))
    client.post(url, said(thirty, applied="yes", evidence="Seen") | {"note": "Done"})
    row = Progress.objects.get()
    assert (row.applied, row.hindrance, row.evidence) == ("yes", "", "Seen")
    assert (fresh(thirty).answered_at, fresh(thirty).note) == (first, "Done")
    client.post(url, said(thirty, applied="") | {"note": "Done"})
    assert Progress.objects.get().applied == "yes"


def test_a_forged_an_expired_and_somebody_elses_link_get_a_calm_sentence(thirty, kofi, amina, boss):
    good = token_of(thirty, kofi, ANSWER)
    with patch("django.core.signing.time.time", return_value=1_600_000_000):
        old = token_of(thirty, kofi, ANSWER)
    other_salt = signing.dumps({"follow_up": thirty.uuid.hex, "person": kofi.uuid.hex}, salt="other")
    odd = signing.dumps(["nothing"], salt=ANSWER)
    for token in (good[:-2] + "zz", old, other_salt, odd, "nothing", token_of(thirty, kofi, VIEW)):
        _refused(f"/workshops/commitments/answer/{token}/", thirty)
    for person in (amina, boss):
        _refused(link(thirty, person), thirty)
    _refused(link(thirty, kofi, VIEW), thirty)
    User.objects.filter(pk=kofi.pk).update(is_active=False)
    _refused(link(thirty, kofi), thirty)


def _refused(url: str, follow_up) -> None:
    for answer in (Client().get(url), Client().post(url, said(follow_up, **YES))):
        page = answer.content.decode()
        assert (answer.status_code, "This link opens nothing" in page, "ZZ-forum" in page) == (404, True, False)
    assert not Progress.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"applied": "perhaps"},
        {"applied": "yes", "evidence": "x" * 10_000},
        {"applied": "yes", "evidence": "\u200f"},
        {"applied": "yes", "evidence": "a\x00"},
        {"applied": "", "evidence": "Minutes"},
        {"applied": "yes", "hindrance": "weather"},
    ],
)
def test_bad_answers_get_a_sentence(thirty, kofi, bad):
    page = Client().post(link(thirty, kofi), said(thirty, **bad)).content.decode()
    assert "Please look at this again" in page
    assert not Progress.objects.exists()


def test_too_many_saves_have_to_wait(thirty, kofi, monkeypatch):
    monkeypatch.setattr(limit, "MOST", 2)
    url = link(thirty, kofi)
    codes = [Client().post(url, {"note": "x"}).status_code for _each in range(4)]
    assert codes == [302, 302, 429, 429]
    assert Client().get(url).status_code == 200


def test_it_closes_when_the_next_one_is_asked(endorsed, thirty, kofi):
    due_follow_ups(ENDS + 91 * DAY)
    assert "the next one was asked" in Client().get(link(thirty, kofi)).content.decode()
    with pytest.raises(Refused, match="the next one was asked"):
        answer_follow_up(thirty, {}, by=kofi)
    with pytest.raises(Refused, match="not asked yet"):
        answer_follow_up(asked(endorsed, 180), {}, by=kofi)


def test_those_who_share_the_plan_open_it_signed_in_and_others_do_not(thirty, ama, amina, boss, dana, client_for):
    url = f"/workshops/CEP-2026-ACC/follow-up/{thirty.uuid}/"
    assert client_for(ama).post(url, said(thirty, **YES)).status_code == 302
    assert Progress.objects.get().applied == "yes"
    for other in (amina, boss, dana):
        assert client_for(other).get(url).status_code == 404
        assert client_for(other).post(url, said(thirty, applied="no")).status_code == 404
    assert Client().get(url).status_code == 302
    with pytest.raises(Refused, match="Only those whose plan"):
        answer_follow_up(thirty, {}, by=dana)
    assert Progress.objects.get().applied == "yes"


def test_a_foreign_commitment_is_not_answered(thirty, kofi, amina):
    other = begin_plan(thirty.plan.workshop, by=amina, at=AT)
    foreign = other.commitments.create(what="x", indicator="y", due_on=datetime.date(2026, 9, 1))
    answer_follow_up(thirty, {foreign.pk: YES, 999_999: YES}, by=kofi)
    assert not Progress.objects.exists()


def test_the_supervisor_is_asked_when_all_is_answered_and_gives_her_view_once(thirty, kofi, boss, ama, efua):
    answer_follow_up(thirty, {thirty.plan.commitments.get().pk: YES}, by=kofi, note="ZZ-note", at=ENDS + 32 * DAY)
    assert due_follow_ups(ENDS + 32 * DAY) == 1
    assert due_follow_ups(ENDS + 32 * DAY) == 0
    notice = Notice.objects.get(kind="follow_up_view")
    assert notice.person == boss
    browser = Client()
    page = browser.get(notice.path).content.decode()
    assert "ZZ-minutes" in page
    assert "ZZ-note" in page
    assert "Kofi" not in page
    assert "Please look at this again" in browser.post(notice.path, {"view": "x"}).content.decode()
    assert browser.post(notice.path, {"agrees": "no", "view": "Once only"}).status_code == 302
    again = browser.post(notice.path, {"agrees": "yes", "view": "Changed"}).content.decode()
    assert "Your view is kept since" in again
    found = fresh(thirty)
    assert (found.supervisor_agrees, found.supervisor_view, found.supervisor) == (False, "Once only", boss)
    with pytest.raises(Refused, match="Somebody else"):
        give_view(thirty, by=efua, agrees=True)
    with pytest.raises(Refused, match="given once"):
        give_view(thirty, by=boss, agrees=True)
    for person in (ama, kofi, efua):
        assert Client().get(link(thirty, person, VIEW)).status_code == 404


def test_after_a_partial_answer_she_is_asked_a_week_later(thirty, kofi):
    answer_follow_up(thirty, {}, by=kofi, note="Soon", at=ENDS + 32 * DAY)
    assert due_follow_ups(ENDS + 38 * DAY) == 0
    assert due_follow_ups(ENDS + 39 * DAY) == 1


def test_where_nobody_supervises_nobody_is_asked_and_nothing_is_tried_again(thirty, kofi, boss):
    User.objects.filter(pk=boss.pk).update(is_active=False)
    answer_follow_up(thirty, {}, by=kofi, note="Soon", at=ENDS + 32 * DAY)
    assert due_follow_ups(ENDS + 40 * DAY) == 0
    assert due_follow_ups(ENDS + 41 * DAY) == 0
    assert fresh(thirty).supervisor is None


def test_the_page_speaks_the_language_of_the_person(thirty, kofi):
    User.objects.filter(pk=kofi.pk).update(language="fr")
    assert 'lang="fr"' in Client().get(link(thirty, kofi)).content.decode()


def test_an_interpreter_who_joins_the_office_has_no_part_in_the_plan(thirty, chen, offices):
    one = take_part(thirty.plan.workshop, chen, "I01", role="interpreter")
    type(one).objects.filter(pk=one.pk).update(office=offices["GH"])
    assert Client().get(link(thirty, chen)).status_code == 404
    assert timezone.now() > ENDS
