"""What a leaver held in workshops: her devices and seats are freed, what she leads or wrote is handed over."""

import datetime
import logging
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.leaving import Owned, has_gone
from elearning.people.models import User

from .actions.nominating import GIVEN_BACK, withdraw
from .models import ActionPlan, Device, GoodPractice, ItemPerson, ParkedPoint, Registration, Workshop

logger = logging.getLogger(__name__)
OVER = (Workshop.State.CLOSED, Workshop.State.ARCHIVED, Workshop.State.CANCELLED)
Practice = GoodPractice.State


def leave_workshops(person: User, *, last_day: datetime.date, by: User | None, at: datetime.datetime) -> list[Owned]:
    """Once her last day is over, free what she held; in any case answer with what she owns."""
    if has_gone(last_day, at):
        revoke_devices(person, by=by, at=at)
        give_seats_back(person, last_day=last_day, by=by, at=at)
    return list(owned_by(person))


def revoke_devices(person: User, *, by: User | None, at: datetime.datetime) -> int:
    """Every device of hers, in all workshops: what it sends from now on waits. Returns how many."""
    with override("en"):
        why = _("She has left.")
    devices = list(Device.objects.filter(person=person, revoked_at__isnull=True).order_by("workshop_id", "pk"))
    for device in devices:
        Workshop.objects.select_for_update(no_key=True).get(pk=device.workshop_id)
        device.revoked_at, device.revoked_by, device.revoked_why = at, by, why
        device.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
        log(by, "workshop.device_revoked", device, reason=why, at=at)
    return len(devices)


def give_seats_back(person: User, *, last_day: datetime.date, by: User | None, at: datetime.datetime) -> int:
    """Her seats and nominations, for her office, in workshops that begin after her last day; seats pass on."""
    rows = Registration.objects.participants().filter(person=person, partner__isnull=True)
    rows = rows.filter(state__in=(*Registration.WAITING, *GIVEN_BACK), workshop__starts_on__gt=last_day)
    given = 0
    for row in rows.select_related("workshop").order_by("workshop_id"):
        try:
            with transaction.atomic():
                withdraw(row, by=by, at=at)
            given += 1
        except Refused as refusal:
            logger.info("The seat of registration %s stays: %s", row.pk, refusal)
    return given


def owned_by(person: User) -> Iterator[Owned]:
    """What somebody else must see to: her parts in teams, session plans, parked points, plans of action, drafts."""
    yield from _teams(person)
    yield from _session_plans(person)
    points = ParkedPoint.objects.filter(owner=person, state=ParkedPoint.State.OPEN).select_related("workshop")
    for point in points:
        path = reverse("workshops:parking", args=[point.workshop.code])
        yield Owned("parked_point", str(point.uuid), {"en": point.text[:200]}, path)
    plans = ActionPlan.objects.filter(owner__person=person).exclude(workshop__state__in=OVER[1:])
    for plan in plans.select_related("workshop").prefetch_related("workshop__texts"):
        path = reverse("workshops:action_plan", args=[plan.workshop.code, plan.pk])
        yield Owned("action_plan", str(plan.pk), _titles(plan.workshop), path)
    drafts = GoodPractice.objects.filter(registration__person=person, state__in=[Practice.DRAFT, Practice.RETURNED])
    for practice in drafts.select_related("workshop"):
        path = reverse("workshops:practice", args=[practice.workshop.code, practice.uuid])
        yield Owned("good_practice", str(practice.uuid), {practice.language: practice.title}, path)


def _teams(person: User) -> Iterator[Owned]:
    rows = Registration.objects.taking_part().filter(person=person).exclude(workshop__state__in=OVER)
    rows = rows.exclude(role__in=[Registration.Role.PARTICIPANT, Registration.Role.OBSERVER])
    for row in rows.select_related("workshop").prefetch_related("workshop__texts"):
        kind = "workshop_lead" if row.role == Registration.Role.LEAD else "workshop_team"
        path = reverse("workshops:detail", args=[row.workshop.code])
        yield Owned(kind, str(row.pk), _titles(row.workshop), path)


def _session_plans(person: User) -> Iterator[Owned]:
    """Plans of the items in which she has a part, of workshops that are still to be held."""
    ahead = ~Q(item__workshop__state__in=(*OVER, Workshop.State.REPORTING))
    parts = ItemPerson.objects.filter(ahead, person=person, item__plan__isnull=False)
    for part in parts.select_related("item__plan", "item__workshop"):
        path = reverse("workshops:plan", args=[part.item.workshop.code, part.item.uuid])
        yield Owned("session_plan", str(part.item.plan.pk), {part.item.plan.language: part.item.plan.title}, path)


def _titles(workshop: Workshop) -> dict[str, str]:
    return {text.language: text.title for text in workshop.texts.all()} or {"en": workshop.code}
