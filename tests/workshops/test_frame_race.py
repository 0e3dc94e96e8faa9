"""Two who change a workshop at the same moment: one is first, the other is told; a move is made once."""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.db import connection

from elearning.journal.models import LogEntry
from elearning.notices.models import Notice
from workshops.actions.frame import change_frame
from workshops.actions.move_preview import Move, preview_of
from workshops.actions.moving import move_dates
from workshops.actions.states import move_to
from workshops.actions.supporting import save_funding
from workshops.models import Workshop

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_the_same_moment(*deeds: Callable[[], object]) -> list[str]:
    """How threads ended that did these things at once."""
    ready, ended = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=20)
            deed()
            ended.append("done")
        except Exception as error:
            ended.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_the_second_of_two_saves_is_told(mombasa, dana):
    deeds = [lambda venue=venue: change_frame(mombasa, {"venue": venue}, seen=0, by=dana) for venue in "AB"]
    assert at_the_same_moment(*deeds) == ["Stale", "done"]
    mombasa.refresh_from_db()
    assert (mombasa.venue in "AB", mombasa.revision) == (True, 1)


def test_two_who_cancel_at_the_same_moment_tell_people_once(mombasa, dana):
    Workshop.objects.update(state="open")
    deeds = [lambda: move_to(mombasa, "cancelled", by=dana, reason="Elections.")] * 2
    assert at_the_same_moment(*deeds) == ["done", "done"]
    assert LogEntry.objects.filter(action="workshop.cancelled").count() == 1
    assert Notice.objects.count() == 50


def test_two_training_workshops_cannot_follow_from_each_other(mombasa, dana):
    Workshop.objects.update(kind="training_of_trainers")
    other = Workshop.objects.create(
        code="OTHER", kind="training_of_trainers", zone="UTC", starts_on=mombasa.starts_on, ends_on=mombasa.ends_on,
        capacity=9, languages=["en"], host_office=mombasa.host_office,
    )  # fmt: skip
    pairs = [(mombasa, other), (other, mombasa)]
    deeds = [lambda a=a, b=b: change_frame(a, {"parent": b}, seen=0, by=dana) for a, b in pairs]
    assert at_the_same_moment(*deeds) == ["Refused", "done"]


def test_two_shares_at_the_same_moment_make_no_more_than_all(mombasa, dana):
    lines = [{"donor": "Nordia", "project_code": code, "share": 60} for code in "AB"]
    deeds = [lambda line=line: save_funding(mombasa, line, seen=0, by=dana) for line in lines]
    assert at_the_same_moment(*deeds) == ["Refused", "done"]
    assert mombasa.funding.count() == 1


def test_the_dates_move_once(mombasa, dana):
    Workshop.objects.update(state="open")
    mombasa.refresh_from_db()
    first = datetime.date.today() + datetime.timedelta(days=200)
    move = Move(first, first + datetime.timedelta(days=2), mombasa.zone, first - datetime.timedelta(days=30))
    seen = preview_of(mombasa, move).digest
    deeds = [lambda: move_dates(mombasa, move, seen=seen, by=dana)] * 2
    assert at_the_same_moment(*deeds) == ["Refused", "done"]
    assert Notice.objects.filter(kind="workshop_reconfirm").count() == 50
    assert LogEntry.objects.filter(action="workshop.moved").count() == 1
