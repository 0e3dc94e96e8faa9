"""Deeds upon postings: post, end, move, withdraw."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..leaving import leave
from ..models import Category, Office, Posting, User
from ..signals import facts_changed
from .holding import hold
from .refusal import Refused
from .roles import end_role

NO_OVERLAP = "people_posting_no_overlap"  # the constraint that PostgreSQL holds besides


@transaction.atomic
def post(
    person: User,
    office: Office,
    *,
    started_on: datetime.date,
    category: str = Category.STAFF,
    job_title: str = "",
    supervisor: User | None = None,
    ended_on: datetime.date | None = None,
    by: User | None = None,
    at: datetime.datetime | None = None,
) -> Posting:
    """Post a person at an office. Refuses one that overlaps another posting of hers, or ends before it starts."""
    if ended_on and ended_on < started_on:
        raise Refused(_("The posting ends before it starts."), "ended_on")
    if supervisor == person:
        raise Refused(_("Nobody supervises herself."), "supervisor")
    person = hold(person)
    now = at or timezone.now()
    values = {"category": category, "job_title": job_title, "supervisor": supervisor}
    stretch = {"started_on": started_on, "ended_on": ended_on}
    recorded = {"recorded_at": now, "end_recorded_at": now if ended_on else None}
    posting = _write(Posting(person=person, office=office, **values, **stretch, **recorded))
    log(by, "people.posted", person, at=now, posting=posting.pk, office=office.code)
    facts_changed.send(User, persons=[person.pk], at=now)
    return posting


def _write(posting: Posting) -> Posting:
    """Store a posting unless it clashes; a clash that came in meanwhile is found by the database."""
    if clash := _clash(posting):
        raise _overlap(clash)
    try:
        with transaction.atomic():
            posting.save()
    except IntegrityError as fault:
        clash = _clash(posting) if NO_OVERLAP in str(fault) else None
        if clash is None:
            raise
        raise _overlap(clash) from fault
    return posting


def _clash(posting: Posting) -> Posting | None:
    others = Posting.objects.filter(person=posting.person, withdrawn_at__isnull=True)
    return others.overlapping(posting.started_on, posting.ended_on).select_related("office", "person").first()


def _overlap(clash: Posting) -> Refused:
    sentence = _("%(person)s is posted at %(office)s in that time. End that posting first.")
    return Refused(sentence % {"person": clash.person.name, "office": clash.office.name}, "started_on")


@transaction.atomic
def end_posting(
    posting: Posting, *, ended_on: datetime.date, by: User | None = None, at: datetime.datetime | None = None
) -> Posting:
    """End an open posting on a day (its last); with the last of a person's postings she leaves: see people.leaving."""
    User.objects.select_for_update().get(pk=posting.person_id)
    posting = _end(posting, ended_on=ended_on, by=by, at=at)
    others = posting.person.postings.filter(withdrawn_at__isnull=True).exclude(pk=posting.pk)
    if not others.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=ended_on)).exists():
        _end_roles(posting.person, ended_on=ended_on, by=by, at=at)
        leave(posting, by=by, at=at)
    return posting


def _end(posting: Posting, *, ended_on: datetime.date, by: User | None, at: datetime.datetime | None) -> Posting:
    """What an end and a move share: the end of the posting itself."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.ended_on or posting.withdrawn_at:
        raise Refused(_("This posting has ended already."), "ended_on")
    if ended_on < posting.started_on:
        raise Refused(_("The posting ends before it starts."), "ended_on")
    posting.ended_on, posting.end_recorded_at = ended_on, at or timezone.now()
    posting.save(update_fields=["ended_on", "end_recorded_at"])
    log(by, "people.posting_ended", posting.person, at=at, posting=posting.pk, ended_on=ended_on.isoformat())
    facts_changed.send(User, persons=[posting.person_id], at=posting.end_recorded_at)
    return posting


def _end_roles(person: User, *, ended_on: datetime.date, by: User | None, at: datetime.datetime | None) -> None:
    """End what a leaver could see of others; a role that begins after she left ends on its first day."""
    lasting = person.roles.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=ended_on, ended_on__gte=timezone.localdate())
    )
    for role in lasting:
        last = max(ended_on, role.started_on)
        if role.ended_on != last:
            end_role(role, ended_on=last, by=by, at=at)


@transaction.atomic
def move(
    person: User,
    office: Office,
    *,
    on: datetime.date,
    by: User | None = None,
    at: datetime.datetime | None = None,
    **fields,
) -> Posting:
    """End the person's open posting the day before, and post her at another office from that day."""
    person = hold(person)
    current = person.postings.filter(ended_on__isnull=True, withdrawn_at__isnull=True).first()
    if current and current.office == office:
        refusal = _("%(person)s is posted at %(office)s already.") % {"person": person.name, "office": office.name}
        raise Refused(refusal, "office")
    if current and current.started_on >= on:
        raise Refused(_("The posting at %(office)s begins later.") % {"office": current.office.name}, "on")
    if current:
        _end(current, ended_on=on - datetime.timedelta(days=1), by=by, at=at)
        fields = {"category": current.category, "job_title": current.job_title} | fields
    return post(person, office, started_on=on, by=by, at=at, **fields)


@transaction.atomic
def withdraw_posting(posting: Posting, *, reason: str, by: User | None, at: datetime.datetime | None = None) -> Posting:
    """Say that a posting was written down in error; the row stays, so that figures given before can be repeated."""
    User.objects.select_for_update().get(pk=posting.person_id)
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.withdrawn_at:
        raise Refused(_("This posting has been withdrawn already."))
    posting.withdrawn_at = at or timezone.now()
    posting.save(update_fields=["withdrawn_at"])
    detail = {"posting": posting.pk, "office": posting.office.code}
    log(by, "people.posting_withdrawn", posting.person, at=posting.withdrawn_at, reason=reason, **detail)
    facts_changed.send(User, persons=[posting.person_id], at=posting.withdrawn_at)
    return posting
