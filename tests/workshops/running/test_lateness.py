"""We are late: a live version of the current agenda, once, and a colleague's draft neither published nor lost."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from tests.workshops.agendas import new_version, warnings_of
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_board import Refused
from workshops.actions.drafting_edits import Stale, undo
from workshops.actions.drafting_moves import Editor, resize
from workshops.actions.lateness import AlreadyDone, current_board, retime_today
from workshops.actions.publishing import publish
from workshops.assembling import agenda_of
from workshops.attending import checkpoints_of
from workshops.models import AgendaVersion, Announcement, Registration
from workshops.running.lateness import BEGAN, ENDS, Late, run_late
from workshops.running.planned import planned_spans, taken_out
from workshops.running.weighing import required_codes, weighed

from .days import BASE, in_room, moment, travel

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 7, 4)
KEYS = {"what": "D1-08", "how": ENDS, "minutes": "10", "version": "1"}


@pytest.fixture
def room(mombasa, amina, bruno, chen, kofi):
    """Chen leads, Kofi helps; Amina and Bruno take part. People know of version 1."""
    return in_room(mombasa, lead=chen, co=kofi, participants=((amina, "A"), (bruno, "B")))


def warnings(workshop, late) -> list[str]:
    """The keys of what the page would show."""
    version = workshop.versions.get(state="current")
    outcome = run_late(current_board(version), DAY, late)
    return [one.key for one in weighed(agenda_of(version), outcome, required_codes(version))[1]]


def deed(workshop, chen, late, *, version=1, at="14:40", **values):
    values = values if "acknowledged" in values else values | {"acknowledged": warnings(workshop, late)}
    return retime_today(workshop, late, version=version, by=chen, at=moment(at), **values)


def starts(version) -> dict[str, str]:
    rows = version.placements.filter(day=DAY).values_list("item__code", "start", "minutes")
    return {code: f"{start:%H:%M}+{minutes}" for code, start, minutes in rows}


LATE = Late(("D1-08",), ENDS, 10, (("unlock", "D1-09"),))


def test_a_live_version_moves_the_afternoon_and_prepares_notices_without_sending_any(mombasa, room, chen):
    before = starts(mombasa.versions.get())
    done = deed(mombasa, chen, LATE)
    after = starts(done.version)
    assert {code: time for code, time in after.items() if before[code] != time} == {
        "D1-08": "14:00+85", "D1-09": "15:25+15", "D1-10A": "15:40+70", "D1-10B": "15:40+70", "D1-10C": "15:40+70",
        "D1-11": "16:50+20", "D1-12": "17:10+30",
    }  # fmt: skip
    assert (done.version.number, done.version.live, done.version.state, done.draft) == (2, True, "current", None)
    assert done.version.placements.get(item__code="D1-08").frozen["titles"]
    assert Announcement.objects.get(version=done.version).state == "prepared"
    assert not mombasa.versions.filter(state="draft").exists()
    assert LogEntry.objects.get(action="workshop.run_late").detail["codes"] == ["D1-08"]


def test_what_does_not_fit_is_refused_until_a_way_out_is_chosen(mombasa, room, chen):
    with pytest.raises(Refused, match="does not fit"):
        deed(mombasa, chen, Late(("D1-08",), ENDS, 10), acknowledged=[])
    assert mombasa.versions.count() == 1


def test_a_warning_that_was_not_shown_is_refused(mombasa, room, chen):
    known = mombasa.versions.get().acknowledged
    assert set(warnings(mombasa, LATE)) - set(known)
    with pytest.raises(Refused, match="other warnings"):
        deed(mombasa, chen, LATE, acknowledged=known)
    assert mombasa.versions.count() == 1


def test_twice_or_from_two_tabs_is_once(mombasa, room, chen):
    deed(mombasa, chen, LATE)
    with pytest.raises(AlreadyDone, match="Version 2 is in force"):
        deed(mombasa, chen, LATE, acknowledged=[])
    assert mombasa.versions.count() == 2


def test_tomorrow_is_not_late_today_and_nothing_is_late_before_or_after(mombasa, room, chen):
    with pytest.raises(Refused, match="not on the agenda of today"):
        deed(mombasa, chen, Late(("D2-02",), ENDS, 5), acknowledged=[])
    early = {"acknowledged": [], "version": 1, "by": chen}
    with pytest.raises(Refused, match="the day before"):
        retime_today(mombasa, LATE, at=moment("10:00", day=1), **early)
    type(mombasa).objects.update(state="closed")
    with pytest.raises(Refused, match="closed"):
        retime_today(mombasa, LATE, at=moment("14:40"), **early)


def test_an_item_that_began_late_keeps_that_start_in_the_version(mombasa, room, chen):
    done = deed(mombasa, chen, Late(("D1-05",), BEGAN, 5, (("shorten", "D1-07"),)), at="10:36")
    placed = done.version.placements.get(item__code="D1-05")
    assert (f"{placed.start:%H:%M}", placed.minutes, placed.locked) == ("10:35", 75, True)
    assert starts(done.version)["D1-06"] == "11:50+55"
    assert starts(done.version)["D1-07"] == "12:45+75"


class TestADraftThatSomebodyWorksOn:
    """It goes on with the number after; nothing of it is out, nothing of it is lost, what moved is moved there too."""

    @pytest.fixture
    def draft(self, mombasa, room, kofi) -> AgendaVersion:
        """Kofi has given two items of tomorrow other lengths, edited a title, and taken an item off for good."""
        draft = draft_of(mombasa, by=kofi)
        resize(draft, "D2-02", 70, editor=Editor(kofi))
        resize(draft, "D1-11", 15, editor=Editor(kofi))
        item = mombasa.items.get(code="D1-08")
        draft.edits.create(number=draft.revision + 1, verb="item", about="D1-08", by=kofi)
        draft.revision += 1
        draft.save()
        item.titles = {"en": "A title that is not out yet"}
        item.save()
        draft.placements.filter(item__code="D2-11").delete()
        mombasa.items.filter(code="D2-11").update(retired=True)
        return draft

    def test_nothing_of_it_is_published(self, mombasa, draft, chen, kofi):
        old = mombasa.versions.get(state="current")
        done = deed(mombasa, chen, LATE)
        placed = {row.item.code: row for row in done.version.placements.select_related("item")}
        assert placed["D2-02"].minutes == 85
        assert placed["D1-11"].minutes == 20
        assert placed["D1-08"].frozen == old.placements.get(item__code="D1-08").frozen
        assert "D2-11" in placed
        told = [str(entry.changes) for entry in done.version.announcement.entries.all()]
        assert told
        assert "not out yet" not in "".join(told)
        assert done.version.published_by == chen

    def test_nothing_of_it_is_lost_and_it_knows_what_moved(self, mombasa, draft, chen):
        number = draft.number
        done = deed(mombasa, chen, LATE)
        draft.refresh_from_db()
        assert (draft.state, draft.number, done.version.number) == ("draft", number + 1, number)
        assert done.draft == draft
        assert done.behind == ["D1-11", "D1-12"]  # they stood otherwise there, so they were left
        placed = starts(draft)
        assert (placed["D1-08"], placed["D1-09"], placed["D1-10A"]) == ("14:00+85", "15:25+15", "15:40+70")
        assert placed["D1-11"] == "16:40+15"
        assert draft.placements.get(item__code="D2-02").minutes == 70
        assert mombasa.items.get(code="D2-11").retired
        assert mombasa.items.get(code="D1-08").titles == {"en": "A title that is not out yet"}

    def test_its_editor_is_told_and_may_undo_what_was_carried_over(self, mombasa, draft, chen, kofi):
        seen = draft.revision
        deed(mombasa, chen, LATE)
        with pytest.raises(Stale) as stale:
            resize(draft, "D2-02", 75, editor=Editor(kofi, seen))
        assert [edit.verb for edit in stale.value.edits] == ["late"]
        draft.refresh_from_db()
        undo(draft, by=kofi)
        assert starts(draft)["D1-08"] == "14:00+75"

    def test_it_can_be_published_after(self, mombasa, draft, chen):
        deed(mombasa, chen, LATE)
        draft.refresh_from_db()
        resize(draft, "D1-11", 5, editor=Editor(chen))
        out = publish(draft, by=chen, acknowledged=warnings_of(draft), at=moment("20:00"))
        assert (out.number, out.state) == (3, "current")
        numbers = mombasa.versions.order_by("number").values_list("number", "state")
        assert list(numbers) == [(1, "past"), (2, "past"), (3, "current")]


def test_after_a_second_published_version_the_third_is_live(mombasa, room, chen):
    new_version(mombasa, ("D2-10", {"minutes": 25}))
    assert deed(mombasa, chen, LATE, version=2).version.number == 3


def test_attendance_is_worth_what_was_planned(mombasa, room, chen):
    def worth():
        return {item.code: item.worth for one in checkpoints_of(mombasa) for item in one.items}

    before = worth()
    deed(mombasa, chen, LATE)
    assert worth() == before


def test_an_agenda_that_is_published_in_the_evening_does_not_change_what_was_planned_for_the_day(mombasa, room, chen):
    planned = planned_spans(mombasa, DAY)
    deed(mombasa, chen, LATE)
    draft = draft_of(mombasa, by=chen)
    resize(draft, "D2-02", 80, editor=Editor(chen))
    publish(draft, by=chen, acknowledged=warnings_of(draft), at=moment("20:00"))
    assert planned_spans(mombasa, DAY) == planned
    assert len(planned) == mombasa.versions.get(number=1).placements.filter(day=DAY).count()


def test_what_was_taken_out_on_the_day_stays_on_the_page_of_the_day(mombasa, room, chen, client_for):
    """And what an agenda published before the day had taken out does not come back."""
    new_version(mombasa, off=("D1-13",))
    deed(mombasa, chen, Late(("D1-05",), ENDS, 20, (("move_out", "D1-07"),)), version=2, at="10:40")

    def gone() -> list[str]:
        placements = list(mombasa.versions.get(state="current").placements.all())
        return [f"{one.item.code} {one.start:%H:%M}" for one in taken_out(mombasa, DAY, placements)]

    assert gone() == ["D1-06 11:45"]
    draft = draft_of(mombasa, by=chen)
    resize(draft, "D2-02", 80, editor=Editor(chen))
    publish(draft, by=chen, acknowledged=warnings_of(draft), at=moment("20:00"))
    assert gone() == ["D1-06 11:45"]
    with travel("20:30"):
        page = client_for(chen).get(f"{BASE}/running/").content.decode()
    assert "Taken out:" in page
    assert 'id="D1-06"' not in page


def test_the_page_previews_without_writing_and_publishes_once(mombasa, room, chen, amina, client_for):
    client, query = client_for(chen), {**KEYS, "way": ["unlock:D1-09"]}
    with travel("14:40"):
        assert client_for(amina).get(f"{BASE}/late/").status_code == 404
        page = client.get(f"{BASE}/late/").content.decode()
        assert 'value="D1-08"' in page
        assert "Show what would move" in page
        page = client.get(f"{BASE}/late/", KEYS).content.decode()
        assert "Overrun: 10 min before D1-09" in page
        assert "way=unlock%3AD1-09" in page
        assert "Publish now" not in page
        page = client.get(f"{BASE}/late/", query).content.decode()
        assert "Publish now" in page
        assert "no longer locked" in page
        assert mombasa.versions.count() == 1
        keys = warnings(mombasa, LATE)
        answer = client.post(f"{BASE}/late/", {**query, "acknowledged": keys})
        assert answer.headers["Location"] == f"{BASE}/versions/2/notices/"
        again = client.post(f"{BASE}/late/", {**query, "acknowledged": keys}, follow=True)
        assert "Version 2 is in force meanwhile." in again.content.decode()
    assert mombasa.versions.count() == 2


def test_a_co_facilitator_is_told_who_sends_the_notices(mombasa, room, kofi, client_for):
    query = {**KEYS, "way": ["unlock:D1-09"], "acknowledged": warnings(mombasa, LATE)}
    with travel("14:40"):
        page = client_for(kofi).post(f"{BASE}/late/", query, follow=True).content.decode()
    assert "The lead facilitator or headquarters sends them, under Versions." in page


@pytest.mark.parametrize(
    "bad",
    [{"minutes": "0"}, {"minutes": "-5"}, {"minutes": "100000"}, {"minutes": "9" * 400}, {"minutes": "x"},
     {"what": "D2-02"}, {"what": "\0"}, {"how": "never"}, {"way": "unlock:D1-09:x"}, {"way": "explode:D1-09"},
     {"version": "99999999999999999999"}, {"version": "x"}, {"what": ""}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_sentence(mombasa, room, chen, client_for, bad):
    client = client_for(chen)
    with travel("14:40"):
        for answer in (client.get(f"{BASE}/late/", KEYS | bad), client.post(f"{BASE}/late/", KEYS | bad, follow=True)):
            assert answer.status_code == 200
    assert mombasa.versions.count() == 1


def test_parallel_groups_are_offered_together_first(mombasa, room, chen, client_for):
    with travel("15:40"):
        page = client_for(chen).get(f"{BASE}/late/").content.decode()
    assert 'value="D1-10A,D1-10B,D1-10C"' in page
    assert page.index("D1-10A,D1-10B,D1-10C") < page.index('value="D1-10A"')


def test_who_takes_no_part_any_more_is_not_in_the_notices(mombasa, room, chen, amina):
    Registration.objects.filter(person=amina).update(state="withdrawn")
    done = deed(mombasa, chen, LATE)
    assert not done.version.announcement.entries.filter(registration__person=amina).exists()
