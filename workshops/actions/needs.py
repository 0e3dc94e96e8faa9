"""Deeds upon dietary, access and health needs: keep, show by name, delete when their day has come."""

import datetime
from collections import Counter

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import Need, Registration, Workshop
from ..rules import may_see_needs
from .travelling import is_frozen, locked_participant, refuse_sealed

LONGEST_KEPT = datetime.timedelta(days=30)  # after the last day, whatever date the workshop names


def purge_date(workshop: Workshop) -> datetime.date:
    """The day on which what is stored now will be deleted: the workshop's, at the latest 30 days after its end."""
    latest = workshop.ends_on + LONGEST_KEPT
    return min(workshop.needs_purge_on or latest, latest)


def deleted_on(workshop: Workshop, need: Need | None) -> datetime.date:
    """The day to name to her: that of what is stored, or the workshop's if that is earlier."""
    return min(need.purge_on, purge_date(workshop)) if need else purge_date(workshop)


@transaction.atomic
def save_needs(
    registration: Registration,
    *,
    by: User,
    diets: list[str],
    diet_note: str = "",
    access: str = "",
    health: str = "",
    at: datetime.datetime | None = None,
) -> Need | None:
    """Keep what she needs, or nothing if all is empty; the journal says that it was saved and never what.

    Herself until the freeze date; the logistics role on any day, for one who has written nothing down. What is stored
    keeps the date that it was stored with unless the workshop is moved (actions/moving.py); an earlier date of the
    workshop holds for all, and nothing is kept longer than 30 days after its end.
    """
    at = at or timezone.now()
    registration = locked_participant(registration)
    workshop = registration.workshop
    refuse_sealed(workshop)
    for_another = registration.person_id != by.pk
    if (for_another or is_frozen(workshop, at=at)) and not may_see_needs(by, workshop):
        raise Refused(_("This is closed since the day named above. Tell the organisers in person."))
    stored = Need.objects.filter(registration=registration).first() or Need(registration=registration)
    if for_another and stored.pk:
        raise Refused(_("She has written down her needs. Read them by name; to have others here, she deletes these."))
    values = {"diets": [d for d in Need.Diet.values if d in diets]}
    values |= {"diet_note": diet_note, "access": access, "health": health}
    if not any(values.values()):
        return _forget(registration, by)
    if purge_date(workshop) <= at.date():
        raise Refused(_("Needs of this workshop have been deleted; none are kept any more."))
    if stored.pk and all(getattr(stored, name) == value for name, value in values.items()):
        return stored
    for name, value in values.items():
        setattr(stored, name, value)
    stored.updated_at, stored.purge_on = at, purge_date(workshop)
    stored.save()
    log(by, "workshop.needs_saved", registration, at=at, for_another=for_another)
    return stored


@transaction.atomic
def forget_needs(registration: Registration, *, by: User) -> None:
    """Delete her needs at once, on any day, because she says so."""
    registration = locked_participant(registration)
    if registration.person_id != by.pk:
        raise Refused(_("Only the person herself can ask for this."))
    _forget(registration, by)


@transaction.atomic
def show_needs(workshop: Workshop, *, by: User) -> list[Need]:
    """The needs by name, for the logistics role of the workshop alone; each showing is written down."""
    if not may_see_needs(by, workshop):
        raise Refused(_("Only the logistics role of this workshop sees needs by name."))
    found = list(current_needs(workshop).select_related("registration__person", "registration__office"))
    log(by, "workshop.needs_shown", workshop, count=len(found))
    return found


def current_needs(workshop: Workshop, *, today: datetime.date | None = None) -> QuerySet[Need]:
    """Of those who take part, and not past their date: what should be gone is not shown while it waits to be."""
    today = today or timezone.localdate()
    taking_part = Q(registration__workshop=workshop, registration__state__in=Registration.TAKING_PART)
    needs = Need.objects.filter(taking_part, purge_on__gt=today).order_by("registration__number")
    return needs if purge_date(workshop) > today else needs.none()


def purge_needs(today: datetime.date | None = None) -> int:
    """Delete what is past its date, or the workshop's if that is earlier, or of one who does not come any more.

    Done by the tick; returns how many. The journal says how many for each workshop.
    """
    today = today or timezone.localdate()
    over = Q(purge_on__lte=today) | Q(registration__workshop__needs_purge_on__lte=today)
    over |= Q(registration__workshop__ends_on__lte=today - LONGEST_KEPT)
    over |= ~Q(registration__state__in=Registration.TAKING_PART)
    with transaction.atomic():
        due = list(Need.objects.filter(over).select_for_update(of=("self",)).select_related("registration__workshop"))
        Need.objects.filter(pk__in=[need.pk for need in due]).delete()
        counted = Counter(need.registration.workshop for need in due)
        for workshop, many in counted.items():
            log(None, "workshop.needs_purged", workshop, count=many)
    return len(due)


def _forget(registration: Registration, by: User) -> None:
    if Need.objects.filter(registration=registration).delete()[0]:
        log(by, "workshop.needs_removed", registration)
