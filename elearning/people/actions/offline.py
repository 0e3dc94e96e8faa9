"""Deeds upon stretches in which an office has no line: mark one, end it, withdraw it."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import Office, OfflineStretch, Posting, User
from ..signals import facts_changed
from .refusal import Refused

FURTHEST = datetime.timedelta(days=2 * 366)
LONGEST_NOTE = 200


@transaction.atomic
def mark_offline(
    office: Office,
    *,
    started_on: datetime.date,
    ended_on: datetime.date | None,
    by: User | None,
    note: str = "",
    at: datetime.datetime | None = None,
) -> OfflineStretch:
    """From a day to a day (both inclusive; open if unknown) this office has no line: what is due there is moved.

    Raises `Refused` for an end before the start, days further than two years away, and a stretch that is known.
    """
    now = at or timezone.now()
    _refuse_days(started_on, ended_on, now.date())
    office = Office.objects.select_for_update().get(pk=office.pk)
    if office.offline_stretches.standing().overlapping(started_on, ended_on).exists():
        sentence = _("%(office)s is marked as offline in that time already. End that stretch first.")
        raise Refused(sentence % {"office": office.name}, "started_on")
    stretch = OfflineStretch.objects.create(
        office=office, started_on=started_on, ended_on=ended_on, note=note.strip()[:LONGEST_NOTE], recorded_by=by,
        recorded_at=now,
    )  # fmt: skip
    log(by, "people.office_offline", office, at=now, started_on=str(started_on), ended_on=str(ended_on or ""))
    _tell(stretch, now)
    return stretch


@transaction.atomic
def end_offline(
    stretch: OfflineStretch, *, ended_on: datetime.date, by: User | None, at: datetime.datetime | None = None
) -> OfflineStretch:
    """The line is back: the same stretch with this last day, written anew so that old figures can be repeated."""
    now = at or timezone.now()
    stretch = _held(stretch)
    if ended_on < stretch.started_on:
        raise Refused(_("The office was not offline before %(day)s.") % {"day": stretch.started_on}, "ended_on")
    if stretch.ended_on and ended_on >= stretch.ended_on:
        raise Refused(_("This stretch ends before that day already."), "ended_on")
    _withdraw(stretch, now)
    again = {"started_on": stretch.started_on, "ended_on": ended_on, "note": stretch.note}
    return mark_offline(stretch.office, **again, by=by, at=now)


@transaction.atomic
def withdraw_offline(
    stretch: OfflineStretch, *, by: User | None, at: datetime.datetime | None = None
) -> OfflineStretch:
    """Say that it was written down in error; the row stays. Twice is once."""
    now = at or timezone.now()
    OfflineStretch.objects.select_for_update(of=("self",)).get(pk=stretch.pk)
    stretch = OfflineStretch.objects.select_related("office").get(pk=stretch.pk)
    if stretch.withdrawn_at:
        return stretch
    _withdraw(stretch, now)
    log(by, "people.offline_withdrawn", stretch.office, at=now, stretch=stretch.pk)
    _tell(stretch, now)
    return stretch


def posted_in(stretch: OfflineStretch) -> list[int]:
    """The ids of those who are posted at this very office on some day of the stretch."""
    rows = Posting.objects.filter(office=stretch.office_id).overlapping(stretch.started_on, stretch.ended_on)
    return sorted(set(rows.filter(withdrawn_at__isnull=True).values_list("person_id", flat=True)))


def _held(stretch: OfflineStretch) -> OfflineStretch:
    Office.objects.select_for_update().get(pk=stretch.office_id)
    stretch = OfflineStretch.objects.select_related("office").get(pk=stretch.pk)
    if stretch.withdrawn_at:
        raise Refused(_("This stretch has been withdrawn already."))
    return stretch


def _withdraw(stretch: OfflineStretch, at: datetime.datetime) -> None:
    stretch.withdrawn_at = at
    stretch.save(update_fields=["withdrawn_at"])


def _tell(stretch: OfflineStretch, at: datetime.datetime) -> None:
    """What is due for these people may move."""
    if persons := posted_in(stretch):
        facts_changed.send(User, persons=persons, at=at)


def _refuse_days(started_on: datetime.date, ended_on: datetime.date | None, today: datetime.date) -> None:
    if ended_on and ended_on < started_on:
        raise Refused(_("It ends before it starts."), "ended_on")
    for day, about in ((started_on, "started_on"), (ended_on, "ended_on")):
        if day and abs(day - today) > FURTHEST:
            raise Refused(_("Choose a day within two years."), about)
