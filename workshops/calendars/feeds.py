"""The calendars that people subscribe to: that of a workshop, and that of one person."""

import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from elearning.journal.models import LogEntry

from ..models import AgendaVersion, CalendarFeed, Placement, Registration, Workshop
from ..publishing.audience import is_public, meant_for, viewer_of
from ..publishing.comparing import Meant
from . import ics
from .history import CANCELLED, CONFIRMED, TENTATIVE, Entry, Standing, entries, under

STAYS = datetime.timedelta(days=60)
# What the moves between states, as the journal names them, mean for the items of a workshop.
STATUS_AFTER = {
    "workshop.open": CONFIRMED,
    "workshop.postponed": TENTATIVE,
    "workshop.cancelled": CANCELLED,
}


def entries_of(registration: Registration, *, since: datetime.datetime | None = None) -> list[Entry]:
    """What is meant for this person alone; read the registration with its workshop."""
    viewer = viewer_of(registration)
    return _entries(registration.workshop, lambda frozen: meant_for(frozen, viewer), since)


def _entries(workshop: Workshop, meant: Meant, since: datetime.datetime | None) -> list[Entry]:
    return under(_standing(workshop), entries(_published(workshop), meant, since=since), since=since)


def _standing(workshop: Workshop) -> Standing:
    """Whether the workshop stands, from the journal of its moves between states."""
    moves = LogEntry.objects.filter(
        subject_type=workshop._meta.label_lower, subject_id=str(workshop.pk), action__in=STATUS_AFTER
    )
    standing = Standing()
    for action, at in moves.order_by("at", "id").values_list("action", "at"):
        if STATUS_AFTER[action] != standing.status:
            standing = Standing(STATUS_AFTER[action], standing.changes + 1, at)
    return standing


def _kept_since() -> datetime.datetime:
    """An item that was taken off stays in a feed, as cancelled, for 60 days after the version that took it off."""
    return timezone.now() - STAYS


def _published(workshop: Workshop) -> list[Placement]:
    """The placements of every published version, in the order of the versions."""
    placements = Placement.objects.filter(version__workshop=workshop).exclude(version__state=AgendaVersion.State.DRAFT)
    return list(placements.select_related("version", "item").order_by("version__number", "starts_at", "id"))


def frame_of(workshop: Workshop, language: str) -> ics.Frame:
    """Title and page of the workshop for a reader of `language`; prefetch its texts."""
    url = settings.BASE_URL + reverse("workshops:agenda", args=[workshop.code])
    return ics.Frame(workshop.text(language).title, url, language)


def public_feed(workshop: Workshop) -> bytes | None:
    """The workshop's calendar in the reader's language; None where nothing is published yet."""
    found = _entries(workshop, is_public, _kept_since())
    if not found and not workshop.versions.exclude(state=AgendaVersion.State.DRAFT).exists():
        return None
    return ics.feed(found, frame_of(workshop, get_language()))


def personal_feed(feed: CalendarFeed) -> bytes | None:
    """Her calendar in her language; None if she does not take part (any more)."""
    registration = _registration(feed)
    if registration is None:
        return None
    language = feed.person.language or settings.LANGUAGE_CODE
    return ics.feed(entries_of(registration, since=_kept_since()), frame_of(registration.workshop, language))


def _registration(feed: CalendarFeed) -> Registration | None:
    rows: Any = Registration.objects.taking_part().filter(person=feed.person, workshop=feed.workshop_id)
    return rows.select_related("workshop").prefetch_related("workshop__texts").first()
