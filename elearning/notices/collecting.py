"""The digest: what waits for it is put together into one notice for each person and day or week."""

import datetime
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from .gist import gist
from .models import Delivery, Notice
from .planning import Hours, hours_of
from .timing import period_of

logger = logging.getLogger(__name__)
State = Delivery.State
MOST_LINES = 40


@dataclass(frozen=True)
class Line:
    """One notice as the digest lists it."""

    subject: str
    gist: str
    url: str
    language: str


def collect_due(now: datetime.datetime, limit: int = 50) -> int:
    """Make the digests that are due, each person's in a transaction of her own; returns how many were made.

    A kill in the middle leaves either all of it or nothing; the mail itself is claimed and sent like any other.
    """
    due = Delivery.objects.filter(state=State.COLLECTED, next_try_at__lte=now)
    people = due.order_by("notice__person").values_list("notice__person", flat=True).distinct()[:limit]
    made = 0
    for person_id in list(people):
        try:
            made += collect(person_id, now)
        except Exception:
            logger.exception("The digest of person %s was not made", person_id)
    return made


@transaction.atomic
def collect(person_id: int, now: datetime.datetime) -> bool:
    """Put together all that waits for this person, if some of it is due; whether there is a digest to send."""
    waiting = Delivery.objects.select_for_update(of=("self",)).filter(state=State.COLLECTED, notice__person=person_id)
    rows = list(waiting.select_related("notice__person").order_by("pk"))
    if not any(row.next_try_at <= now for row in rows):
        return False  # another worker was faster
    person = rows[0].notice.person
    hours = hours_of(person, now)
    key = f"collected:{person.pk}:{period_of(now, hours.rhythm, hours.place)}"
    if (later := _later(key, hours, now)) is not None:
        waiting.filter(pk__in=[row.pk for row in rows]).update(next_try_at=later)
        return False
    told = person.email and person.is_active
    within = [row for row in rows if told and row.notice.read_at is None]
    left_out = [row.pk for row in rows if row not in within]
    Delivery.objects.filter(pk__in=left_out).update(state=State.LEFT_OUT)
    if not within:
        return False
    digest = _write(person, key, [row.notice for row in within], now)
    Delivery.objects.filter(pk__in=[row.pk for row in within]).update(state=State.WITHIN, within=digest)
    return True


def _later(key: str, hours: Hours, now: datetime.datetime) -> datetime.datetime | None:
    """When to look again: in her next working hours, or with the next digest if she has the one of this period."""
    if (due := hours.due(now)) > now or hours.place.is_away(now):
        return due
    moment, existing = now, Notice.objects.filter(key=key).exists()
    period = period_of(now, hours.rhythm, hours.place)
    while existing and period_of(moment, hours.rhythm, hours.place) == period:
        moment = hours.digest(moment)
    return moment if existing else None


def _write(person, key: str, notices: list[Notice], now: datetime.datetime) -> Notice:
    """The digest itself, newest first; on the site it counts as read, since all that it lists stands there."""
    from .actions import notify

    newest = sorted(notices, key=lambda notice: (notice.created_at, notice.pk), reverse=True)
    listed = reverse("notices:list")
    lines = [
        Line(each.subject, gist(each.text), settings.BASE_URL + (each.path or listed), each.language)
        for each in newest[:MOST_LINES]
    ]
    number, more = len(newest), len(newest) - len(lines)
    digest = notify(person, "collected", key=key, path=listed, at=now, lines=lines, number=number, more=more)
    digest.read_at = now
    digest.save(update_fields=["read_at"])
    return digest
