"""The notices of a new agenda: whom they touch, what they say, and that each is told once."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from elearning.journal.models import LogEntry
from elearning.notices.models import Delivery, Notice
from workshops.actions import announcing, telling
from workshops.actions.drafting import draft_of
from workshops.models import Announcement, PersonalChange
from workshops.publishing.tasks import deliver_announcement

from .agendas import LATER, join, new_version, publish_all

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def touched(version) -> dict[str, list[tuple[str, str]]]:
    """For each name that is touched: the changes."""
    return {
        entry.registration.person.name: [(change["kind"], change["code"]) for change in entry.changes]
        for entry in version.announcement.entries.select_related("registration__person")
    }


@pytest.fixture
def cast(mombasa, amina, bruno, chen, kofi):
    """Amina in group A, Bruno in B, Chen leads, Kofi interprets."""
    return [
        join(mombasa, amina, group="A"),
        join(mombasa, bruno, group="B"),
        join(mombasa, chen, role="lead"),
        join(mombasa, kofi, role="interpreter"),
    ]


def test_a_change_of_one_group_touches_that_group_alone(mombasa, cast):
    version = new_version(mombasa, ("D1-10A", {"minutes": 60}))
    names = touched(version)
    group_a = set(mombasa.registrations.filter(group__code="A").values_list("person__name", flat=True))
    assert set(names) == group_a
    assert names["Amina Odhiambo"] == [("moved", "D1-10A")]


def test_a_plenary_touches_everybody_and_a_facilitators_item_the_team(mombasa, cast, amina):
    version = new_version(mombasa, ("D1-12", {"minutes": 40}), off=("D1-13",))
    names = touched(version)
    assert names["Amina Odhiambo"] == [("removed", "D1-13")]
    assert names["Chen Liang"] == names["Kofi Mensah"] == [("moved", "D1-12"), ("removed", "D1-13")]
    assert len(names) == 54


def test_who_leads_or_interprets_an_item_is_touched_by_it_also_when_she_leaves_it(mombasa, cast, bruno, kofi):
    draft = draft_of(mombasa, by=None)
    first, second = (mombasa.items.get(code=code) for code in ("D1-10A", "D1-10C"))
    first.people.create(person=bruno, part="speaker")
    team = mombasa.teams.create(name="French booth", language="fr")
    team.members.add(mombasa.registrations.get(person=kofi))
    second.teams.add(team)
    version = publish_all(draft)
    names = touched(version)
    assert ("added", "D1-10A") in names["Bruno Machava"]
    assert ("added", "D1-10C") in names["Kofi Mensah"]
    announcing.set_aside_announcement(version.announcement, by=bruno)
    draft = draft_of(mombasa, by=None)
    first.people.all().delete()
    names = touched(publish_all(draft, at=LATER + DAY))
    assert names["Bruno Machava"] == [("removed", "D1-10A")]
    assert "Kofi Mensah" not in names


def test_nobody_else_is_touched(mombasa, cast, efua, dana):
    row = join(mombasa, efua, group="A")
    type(row).objects.filter(pk=row.pk).update(state="withdrawn")
    version = new_version(mombasa, ("D1-10A", {"minutes": 60}))
    assert "Efua Asante" not in touched(version)
    announcing.send_announcement(version.announcement, by=dana)
    unchanged = new_version(mombasa, at=LATER + DAY)
    assert touched(unchanged) == {}


def test_the_words_are_in_her_language(mombasa, cast, amina):
    amina.language = "fr"
    amina.save()
    version = new_version(mombasa, off=("D1-13",))
    entry = version.announcement.entries.get(registration__person=amina)
    letter = telling.preview(entry)
    assert letter["language"] == "fr"
    telling.tell(entry.pk)
    notice = Notice.objects.get()
    assert (notice.language, notice.subject, notice.text) == tuple(letter.values())
    assert Notice.objects.get().key == f"agenda:{version.pk}:{entry.registration_id}"


def test_a_version_that_was_never_announced_is_part_of_the_next_notice(mombasa, cast):
    second = new_version(mombasa, off=("D1-13",))
    third = new_version(mombasa, ("D3-04", {"minutes": 60}), at=LATER + DAY)
    second.announcement.refresh_from_db()
    assert second.announcement.state == "set_aside"
    assert touched(third)["Amina Odhiambo"] == [("removed", "D1-13"), ("moved", "D3-04")]
    assert third.announcement.since.number == 1


@pytest.mark.parametrize("announced", [True, False])
def test_three_versions_that_wait_lose_none_of_their_changes(mombasa, cast, announced):
    if announced:  # of the first version too, so that people were told of nothing at all
        first = mombasa.versions.get(number=1)
        announcing.prepare_announcement(first, None, by=None, at=LATER)
    second = new_version(mombasa, off=("D1-13",))
    third = new_version(mombasa, ("D3-04", {"minutes": 60}), at=LATER + DAY)
    fourth = new_version(mombasa, ("D3-04", {"minutes": 55}), at=LATER + 2 * DAY)
    states = Announcement.objects.filter(version__in=[second, third]).values_list("state", flat=True)
    assert set(states) == {"set_aside"}
    amina = touched(fourth)["Amina Odhiambo"]
    if announced:
        assert (fourth.announcement.since, {kind for kind, _code in amina}) == (None, {"added"})
    else:
        assert fourth.announcement.since.number == 1
        assert amina == [("removed", "D1-13"), ("moved", "D3-04")]


def test_whom_it_touches_is_looked_at_again_when_it_is_sent(mombasa, cast, amina, bruno, chen, efua, dana):
    version = new_version(mombasa, ("D1-10A", {"minutes": 60}), ("D1-12", {"minutes": 40}), off=("D1-13",))
    assert touched(version)["Chen Liang"] == [("moved", "D1-12"), ("removed", "D1-13")]
    mombasa.registrations.filter(person=amina).update(state="withdrawn")
    mombasa.registrations.filter(person=bruno).update(group=mombasa.groups.get(code="A"))
    mombasa.registrations.filter(person=chen).update(role="participant")
    join(mombasa, efua, group="A")
    announcing.send_announcement(version.announcement, by=dana)
    names = touched(version)
    assert "Amina Odhiambo" not in names
    assert names["Bruno Machava"] == names["Efua Asante"] == [("moved", "D1-10A"), ("removed", "D1-13")]
    assert names["Chen Liang"] == [("removed", "D1-13")]


def test_who_leaves_while_it_is_sent_is_not_told(second, dana, amina):
    announcing.send_announcement(second.announcement, by=dana)
    second.workshop.registrations.filter(person=amina).update(state="withdrawn")
    assert telling.deliver(second.announcement) == 53
    assert not Notice.objects.filter(person=amina).exists()
    second.announcement.refresh_from_db()
    assert second.announcement.state == "sent"


def test_of_a_cancelled_workshop_nobody_is_told_any_agenda(second, mombasa, dana):
    type(mombasa).objects.update(state="cancelled")
    with pytest.raises(announcing.Refused, match="This workshop is cancelled"):
        announcing.send_announcement(second.announcement, by=dana)
    Announcement.objects.update(state="sending", decided_at=LATER)
    assert telling.deliver(second.announcement) == 0
    assert not Notice.objects.exists()


def test_the_tick_resumes_what_stands_still_and_nothing_else(second, dana):
    announcing.send_announcement(second.announcement, by=dana)
    DBTaskResult.objects.all().delete()  # the worker that had it is gone
    assert announcing.resume_stopped() == 0
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11), tick=False):
        assert [announcing.resume_stopped() for _ in range(2)] == [1, 0]
    assert DBTaskResult.objects.count() == 1
    telling.deliver(second.announcement)
    DBTaskResult.objects.all().delete()
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert announcing.resume_stopped() == 0


def test_after_a_notice_was_sent_the_next_starts_from_it(mombasa, cast, dana):
    second = new_version(mombasa, off=("D1-13",))
    announcing.send_announcement(second.announcement, by=dana)
    third = new_version(mombasa, ("D3-04", {"minutes": 60}), at=LATER + DAY)
    assert touched(third)["Amina Odhiambo"] == [("moved", "D3-04")]
    assert third.announcement.since == second


@pytest.fixture
def second(mombasa, cast):
    """A second version that drops the reception and moves the end of group A's work."""
    return new_version(mombasa, ("D1-10A", {"minutes": 60}), off=("D1-13",))


def test_everybody_is_told_once_in_the_background(second, dana, settings):
    announcing.send_announcement(second.announcement, by=dana)
    assert Notice.objects.count() == 0
    assert DBTaskResult.objects.filter(task_path__endswith="deliver_announcement").count() == 1
    for _ in range(2):
        deliver_announcement.call(second.announcement.pk)
    assert Notice.objects.count() == second.announcement.entries.count() == 54
    second.announcement.refresh_from_db()
    assert (second.announcement.state, second.announcement.decided_by) == ("sent", dana)
    assert Delivery.objects.count() == 4  # the invented people have no address: the site tells them
    assert LogEntry.objects.get(action="workshop.send_announcement").detail == {"people": 54}


class Killed(BaseException):
    """The worker's end: no handler of exceptions sees it."""


def test_a_worker_that_is_killed_in_the_middle_tells_nobody_twice(second, dana, monkeypatch):
    announcing.send_announcement(second.announcement, by=dana)
    told, real = [], telling.notify

    def killed_at_the_twentieth(person, *args, **kwargs):
        told.append(person)
        notice = real(person, *args, **kwargs)
        if len(told) == 20:
            raise Killed  # after the notice was written, before its transaction ended
        return notice

    monkeypatch.setattr(telling, "notify", killed_at_the_twentieth)
    with pytest.raises(Killed):
        telling.deliver(second.announcement)
    assert Notice.objects.count() == 19
    assert PersonalChange.objects.filter(notice__isnull=False).count() == 19
    second.announcement.refresh_from_db()
    assert second.announcement.state == "sending"
    assert telling.deliver(second.announcement) == 35
    assert Notice.objects.count() == 54
    second.announcement.refresh_from_db()
    assert second.announcement.state == "sent"


def test_one_notice_that_fails_keeps_the_others_from_nothing(second, dana, monkeypatch):
    announcing.send_announcement(second.announcement, by=dana)
    real, bad = telling.notify, second.announcement.entries.first().registration.person

    def fails_for_one(person, *args, **kwargs):
        if person == bad:
            raise OSError("a full disk")
        return real(person, *args, **kwargs)

    monkeypatch.setattr(telling, "notify", fails_for_one)
    assert telling.deliver(second.announcement) == 53
    second.announcement.refresh_from_db()
    assert second.announcement.state == "sending"
    monkeypatch.setattr(telling, "notify", real)
    announcing.send_announcement(second.announcement, by=dana)
    assert telling.deliver(second.announcement) == 1


def test_two_workers_in_turn_tell_nobody_twice(second, dana):
    announcing.send_announcement(second.announcement, by=dana)
    pk = second.announcement.entries.first().pk
    assert (telling.tell(pk), telling.tell(pk)) == (True, False)
    assert Notice.objects.count() == 1


def test_what_is_set_aside_is_not_sent_and_what_is_sent_is_not_set_aside(second, dana):
    announcing.set_aside_announcement(second.announcement, by=dana)
    announcing.set_aside_announcement(second.announcement, by=dana)
    with pytest.raises(announcing.Refused, match="set aside"):
        announcing.send_announcement(second.announcement, by=dana)
    deliver_announcement.call(second.announcement.pk)
    assert not Notice.objects.exists()
    Announcement.objects.update(state="sent")
    with pytest.raises(announcing.Refused, match="sent already"):
        announcing.set_aside_announcement(second.announcement, by=dana)
