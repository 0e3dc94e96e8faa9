"""The notices of a new agenda: prepared for those whom it touches, then sent or set aside by a human's decision."""

import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from elearning.journal.actions import log
from elearning.people.models import User

from ..models import AgendaVersion, Announcement, PersonalChange, Workshop
from ..publishing.audience import meant_for, viewer_of
from ..publishing.comparing import changes_for, side_of
from ..publishing.tasks import deliver_announcement

State = Announcement.State
SENDING_MAY_TAKE = datetime.timedelta(minutes=10)


class Refused(ValueError):
    """The announcement was decided already; the message says how."""


def prepare_announcement(
    version: AgendaVersion, before: AgendaVersion | None, *, by: User | None, at: datetime.datetime
) -> Announcement:
    """The notices of what `version` changes, one for each person whom it touches; part of its publication.

    They start from what people were last told: an announcement that still waits is set aside, its changes are in this.
    """
    if before and (waiting := _waiting(before)):
        waiting.state, waiting.decided_by, waiting.decided_at = State.SET_ASIDE, by, at
        waiting.save()
        before = waiting.since
    announcement = Announcement.objects.create(version=version, prepared_at=at, since=before)
    PersonalChange.objects.bulk_create(entries_for(announcement))
    return announcement


def entries_for(announcement: Announcement) -> list[PersonalChange]:
    """Unsaved, one for each person who takes part today and whom it touches: by her group and her role of today."""
    version = announcement.version
    old, new = side_of(announcement.since), side_of(version)
    known: dict[tuple[bool, ...], list[dict[str, Any]]] = {}  # most of a group are touched alike
    entries = []
    for registration in version.workshop.registrations.taking_part():
        meant = partial(meant_for, viewer=viewer_of(registration))
        same = tuple(meant(frozen) for _standing, frozen in (*old, *new))
        if same not in known:
            known[same] = [change.as_json() for change in changes_for(old, new, meant)]
        if known[same]:
            entries.append(PersonalChange(announcement=announcement, registration=registration, changes=known[same]))
    return entries


def _waiting(version: AgendaVersion) -> Announcement | None:
    return Announcement.objects.select_for_update().filter(version=version, state=State.PREPARED).first()


@transaction.atomic
def send_announcement(announcement: Announcement, *, by: User) -> Announcement:
    """Begin to send; if it is being sent already, whatever a stopped worker left is sent. Raises `Refused`.

    Whom it touches is looked at once more: people came and left since it was prepared, others have another part.
    """
    announcement = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if announcement.state in (State.SENT, State.SET_ASIDE):
        raise Refused(_refusal(announcement))
    if announcement.version.workshop.state == Workshop.State.CANCELLED:
        raise Refused(_("This workshop is cancelled, and people are told so: nobody is told of its agenda any more."))
    if announcement.state == State.PREPARED:
        announcement.entries.all().delete()
        PersonalChange.objects.bulk_create(entries_for(announcement))
        _decide(announcement, State.SENDING, by)
        log(by, "workshop.send_announcement", announcement, people=announcement.entries.count())
    deliver_announcement.enqueue(announcement.pk)
    return announcement


def resume_stopped() -> int:
    """Send the rest where sending began over ten minutes ago and nothing works on it. A tick's duty."""
    since = timezone.now() - SENDING_MAY_TAKE
    late = Announcement.objects.filter(state=State.SENDING, decided_at__lt=since)
    tasks = DBTaskResult.objects.filter(task_path=deliver_announcement.module_path)
    tasks = tasks.filter(Q(status__in=["READY", "RUNNING"]) | Q(enqueued_at__gt=since))
    at_work = {pk for said in tasks.values_list("args_kwargs", flat=True) for pk in said["args"]}
    stopped = [pk for pk in late.values_list("pk", flat=True) if pk not in at_work]
    for pk in stopped:
        deliver_announcement.enqueue(pk)
    return len(stopped)


@transaction.atomic
def set_aside_announcement(announcement: Announcement, *, by: User) -> Announcement:
    """Nobody is told of this version by a notice; twice is once. Raises `Refused` if it is sent already."""
    announcement = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if announcement.state in (State.SENDING, State.SENT):
        raise Refused(_refusal(announcement))
    if announcement.state == State.PREPARED:
        _decide(announcement, State.SET_ASIDE, by)
        log(by, "workshop.set_aside_announcement", announcement)
    return announcement


def _decide(announcement: Announcement, state: str, by: User) -> None:
    announcement.state, announcement.decided_by, announcement.decided_at = state, by, timezone.now()
    announcement.save(update_fields=["state", "decided_by", "decided_at"])


def _refusal(announcement: Announcement) -> str:
    if announcement.state == State.SET_ASIDE:
        return _("These notices were set aside. The next version that is published says what changes from then on.")
    return _(
        "These notices are sent already; what was said cannot be taken back. Publish another version to correct it."
    )
