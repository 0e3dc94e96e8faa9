"""Offices without a line: marked, ended, withdrawn; whose dues move is told to the apps above."""

import datetime

import pytest

from elearning.journal.models import LogEntry
from elearning.people.actions import Refused, end_offline, mark_offline, move, withdraw_offline
from elearning.people.models import OfflineStretch
from elearning.people.signals import facts_changed
from tests.factories import make_office, make_person

DAY = datetime.date
AT = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
MARCH = {"started_on": DAY(2026, 3, 1), "ended_on": DAY(2026, 3, 31)}


@pytest.fixture
def told():
    """The people named by the signal, each time that it is sent."""
    heard = []

    def hear(sender, *, persons, at, **kwargs):
        heard.append((set(persons), at))

    facts_changed.connect(hear)
    yield heard
    facts_changed.disconnect(hear)


def test_all_who_are_posted_there_then_are_told_of(told, offices, efua, kofi, amina):
    tema = make_office("GH-TEM", kind="sub", parent=offices["GH"], name="Tema")
    make_person("Gifty Osei", tema)  # an office below has a line of its own
    gone = make_person("Hana Owusu", offices["GH"])
    gone.postings.update(ended_on=DAY(2026, 2, 28))
    wrong = make_person("Issa Fall", offices["GH"])
    wrong.postings.update(withdrawn_at=AT)
    leaving = make_person("Jude Addo", offices["GH"])
    move(leaving, offices["KE"], on=DAY(2026, 3, 15))
    told.clear()
    stretch = mark_offline(offices["GH"], **MARCH, note="Flood", by=efua, at=AT)
    assert told == [({efua.pk, kofi.pk, leaving.pk}, AT)]
    assert (stretch.note, stretch.recorded_by, stretch.recorded_at) == ("Flood", efua, AT)
    assert LogEntry.objects.get(action="people.office_offline").detail["ended_on"] == "2026-03-31"


def test_an_open_stretch_is_ended_by_writing_it_anew(told, offices, efua, kofi):
    stretch = mark_offline(offices["GH"], started_on=DAY(2026, 3, 1), ended_on=None, by=efua, at=AT)
    later = AT + datetime.timedelta(days=10)
    ended = end_offline(stretch, ended_on=DAY(2026, 3, 11), by=efua, at=later)
    stretch.refresh_from_db()
    assert (stretch.ended_on, stretch.withdrawn_at) == (None, later)
    assert (ended.started_on, ended.ended_on, ended.recorded_at) == (DAY(2026, 3, 1), DAY(2026, 3, 11), later)
    with pytest.raises(Refused):
        end_offline(stretch, ended_on=DAY(2026, 3, 5), by=efua, at=later)
    with pytest.raises(Refused):
        end_offline(ended, ended_on=DAY(2026, 2, 5), by=efua, at=later)
    with pytest.raises(Refused):
        end_offline(ended, ended_on=DAY(2026, 3, 12), by=efua, at=later)
    assert told[-1] == ({efua.pk, kofi.pk}, later)


def test_withdrawn_twice_is_once(told, offices, efua):
    stretch = mark_offline(offices["GH"], **MARCH, by=efua, at=AT)
    withdraw_offline(stretch, by=efua, at=AT)
    withdraw_offline(stretch, by=efua, at=AT + datetime.timedelta(days=1))
    stretch.refresh_from_db()
    assert stretch.withdrawn_at == AT
    assert len(told) == 2
    assert mark_offline(offices["GH"], **MARCH, by=efua, at=AT).pk  # now it may be written anew


def test_what_is_refused_leaves_nothing(told, offices, efua):
    mark_offline(offices["GH"], **MARCH, by=efua, at=AT)
    told.clear()
    for days, about in (
        ({"started_on": DAY(2026, 3, 31), "ended_on": DAY(2026, 4, 2)}, "started_on"),
        ({"started_on": DAY(2026, 2, 1), "ended_on": None}, "started_on"),
        ({"started_on": DAY(2026, 5, 2), "ended_on": DAY(2026, 5, 1)}, "ended_on"),
        ({"started_on": DAY(1900, 1, 1), "ended_on": DAY(1900, 1, 2)}, "started_on"),
        ({"started_on": DAY(2026, 5, 2), "ended_on": DAY(9999, 1, 1)}, "ended_on"),
    ):
        with pytest.raises(Refused) as refusal:
            mark_offline(offices["GH"], **days, by=efua, at=AT)
        assert refusal.value.about == about
    assert OfflineStretch.objects.count() == 1
    assert told == []
