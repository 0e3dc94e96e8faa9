"""Telling people, one by one and each once, what a new agenda changes for them."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from elearning.identity import site_name
from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.notices.models import Attachment
from elearning.people.models import User

from ..agenda.difference import Change
from ..calendars.mailing import invitations
from ..models import Announcement, PersonalChange, Registration, Workshop
from ..wording import change_words

State = Announcement.State


def deliver(announcement: Announcement) -> int:
    """Tell those who were not told yet, each in a transaction of her own; returns how many it told.

    Killed in the middle, or run by two workers, it tells nobody twice: run it again for the rest.
    """
    waiting = announcement.entries.filter(notice__isnull=True).values_list("pk", flat=True)
    told = in_turn(list(waiting), tell)
    if not announcement.entries.filter(notice__isnull=True).exists():
        Announcement.objects.filter(pk=announcement.pk, state=State.SENDING).update(state=State.SENT)
    return told


@transaction.atomic
def tell(pk: int) -> bool:
    """Tell one person; whether she was not told before. Who takes part no more is told nothing and leaves the list."""
    rows = PersonalChange.objects.select_for_update(of=("self",))
    rows = rows.select_related("registration__person", "registration__workshop", "announcement__version")
    entry = rows.get(pk=pk)
    if entry.notice_id:
        return False
    if not _concerned(entry.registration):
        entry.delete()
        return False
    key = f"agenda:{entry.announcement.version_id}:{entry.registration_id}"
    path = reverse("workshops:agenda", args=[entry.registration.workshop.code])
    files = _files(entry) if gets_mail(entry.registration.person) else []
    entry.notice = notify(
        entry.registration.person, "agenda_changed", key=key, path=path, attachments=files, **words_of(entry)
    )
    entry.save(update_fields=["notice"])
    return True


def _concerned(registration: Registration) -> bool:
    cancelled = registration.workshop.state == Workshop.State.CANCELLED
    return registration.state in Registration.TAKING_PART and not cancelled


def gets_mail(person: User) -> bool:
    """Whether a notice to this person goes out by mail too (see `notify`)."""
    return bool(person.email) and person.is_active


def _files(entry: PersonalChange) -> list[Attachment]:
    """A file for each item that changes; none with the first notice, which names the personal calendar instead."""
    if entry.announcement.since_id is None:
        return []
    changes = [Change.from_json(row) for row in entry.changes]
    return invitations(entry.registration, {change.standing["uuid"] for change in changes})


def words_of(entry: PersonalChange) -> dict[str, Any]:
    """What the notice says, in the language of the person: for the mail, the site and the preview alike."""
    language = entry.registration.person.reads
    workshop = entry.registration.workshop
    return {
        "title": workshop.text(language).title,
        "calendar": settings.BASE_URL + reverse("workshops:my_calendar", args=[workshop.code]),
        "zone": entry.announcement.version.zone,
        "note": entry.announcement.version.note,
        "first": entry.announcement.since_id is None,
        "changes": [change_words(Change.from_json(row), language) for row in entry.changes],
    }


def preview(entry: PersonalChange) -> dict[str, str]:
    """The notice as she will read it, or as she was told: `language`, `subject` and `text`. Nothing is written."""
    if entry.notice:
        return {name: getattr(entry.notice, name) for name in ("language", "subject", "text")}
    person, workshop = entry.registration.person, entry.registration.workshop
    url = settings.BASE_URL + reverse("workshops:agenda", args=[workshop.code])
    values = {**words_of(entry), "person": person, "url": url, "site_name": site_name()}
    language = person.reads
    with translation.override(language):
        subject, text = (render_to_string(f"email/agenda_changed.{name}", values) for name in ("subject.txt", "txt"))
    return {"language": language, "subject": subject.strip(), "text": text.strip()}
