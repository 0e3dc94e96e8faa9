"""Two facilitators say at the same moment that they are late; two tabs send the same vote at the same moment."""

import threading

import pytest
from django.db import connection

from tests.workshops.agendas import join
from tests.workshops.test_publishing_race import at_the_same_moment
from workshops.actions.drafting import draft_of
from workshops.actions.drafting_moves import Editor, resize
from workshops.actions.lateness import AlreadyDone, retime_today
from workshops.actions.polling import open_poll, save_poll, vote
from workshops.models import Announcement, Vote
from workshops.running.lateness import ENDS, Late

from .days import moment
from .test_lateness import LATE, warnings

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_two_clicks_make_one_live_version_and_the_draft_stays(mombasa, chen):
    draft = draft_of(mombasa, by=None)
    keys = warnings(mombasa, LATE)
    at = moment("14:40")
    ended = at_the_same_moment(lambda: retime_today(mombasa, LATE, version=1, acknowledged=keys, by=chen, at=at))
    assert ended == [AlreadyDone.__name__, "done"]
    assert dict(mombasa.versions.values_list("number", "state")) == {1: "past", 2: "current", 3: "draft"}
    assert Announcement.objects.count() == 1
    draft.refresh_from_db()
    assert draft.number == 3


def test_who_edits_the_draft_at_that_moment_loses_nothing(mombasa, chen):
    draft = draft_of(mombasa, by=None)
    keys, start, ended = warnings(mombasa, LATE), threading.Barrier(2), []

    def run(deed):
        try:
            start.wait(timeout=20)
            deed()
            ended.append("done")
        except Exception as error:
            ended.append(repr(error))
        finally:
            connection.close()

    late = Late(LATE.codes, ENDS, LATE.minutes, LATE.ways)
    deeds = [
        lambda: retime_today(mombasa, late, version=1, acknowledged=keys, by=chen, at=moment("14:40")),
        lambda: resize(draft, "D2-02", 70, editor=Editor(chen)),
    ]
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == ["done", "done"]
    assert draft.placements.get(item__code="D2-02").minutes == 70
    assert draft.placements.get(item__code="D1-08").minutes == 85
    assert mombasa.versions.get(state="current").placements.get(item__code="D2-02").minutes == 85


def test_a_vote_from_two_tabs_is_one(mombasa, amina, chen):
    choices = [{"en": "Yes"}, {"en": "No"}]
    poll = save_poll(mombasa, question={"en": "Q"}, choices=choices, by=chen, at=moment("11:00"))
    poll = open_poll(poll, by=chen, at=moment("11:00"))
    own = join(mombasa, amina)
    assert at_the_same_moment(lambda: vote(poll, own, 1, at=moment("11:01"))) == ["done", "done"]
    assert [one.choice for one in Vote.objects.all()] == [1]
