"""Two who publish at the same moment, and two workers that tell people at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from elearning.notices.models import Notice
from workshops.actions import announcing, publishing, telling
from workshops.actions.drafting import draft_of
from workshops.actions.publishing import AlreadyPublished, publish
from workshops.models import AgendaVersion, Announcement

from .agendas import new_version

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_the_same_moment(deed: Callable[[], object]) -> list[str]:
    """How two threads ended that did it at once."""
    ready, ended = threading.Barrier(2), []

    def run() -> None:
        try:
            ready.wait(timeout=20)
            deed()
            ended.append("done")
        except Exception as error:
            ended.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ended)


def test_two_clicks_at_the_same_moment_publish_once(mombasa):
    draft = draft_of(mombasa, by=None)
    ended = at_the_same_moment(lambda: publish(draft, by=None, acknowledged=[]))
    assert ended == [AlreadyPublished.__name__, "done"]
    assert dict(mombasa.versions.values_list("number", "state")) == {1: "past", 2: "current"}
    assert Announcement.objects.count() == 1


def test_two_workers_at_the_same_moment_tell_nobody_twice(mombasa, dana):
    announcement = new_version(mombasa, off=("D1-13",)).announcement
    announcing.send_announcement(announcement, by=dana)
    assert at_the_same_moment(lambda: telling.deliver(announcement)) == ["done", "done"]
    assert Notice.objects.filter(kind="agenda_changed").count() == announcement.entries.count() == 50
    announcement.refresh_from_db()
    assert announcement.state == "sent"


def test_publishing_and_editing_at_the_same_moment_wait_for_each_other(mombasa, monkeypatch):
    """An editor holds the draft and adds an item, which needs the workshop's row to stay: publishing lets it."""
    draft = draft_of(mombasa, by=None)
    holds_draft, holds_workshop, ended = threading.Event(), threading.Event(), []
    real = publishing._the_same

    def announced(*args):
        holds_workshop.set()
        return real(*args)

    def edit():
        with transaction.atomic():
            AgendaVersion.objects.select_for_update().get(pk=draft.pk)
            holds_draft.set()
            holds_workshop.wait(timeout=2)
            mombasa.items.create(code="NEW", kind="social", titles={"en": "New"})

    def publish_it():
        holds_draft.wait(timeout=20)
        publish(draft, by=None, acknowledged=[])

    def run(deed):
        try:
            deed()
            ended.append("done")
        except Exception as error:
            ended.append(type(error).__name__)
        finally:
            connection.close()

    monkeypatch.setattr(publishing, "_the_same", announced)
    threads = [threading.Thread(target=run, args=[deed]) for deed in (edit, publish_it)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ended == ["done", "done"]
