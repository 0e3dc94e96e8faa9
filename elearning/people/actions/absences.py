"""Deeds upon absences: add, withdraw."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import Absence, User
from ..signals import facts_changed
from .holding import hold
from .refusal import Refused


@transaction.atomic
def add_absence(
    person: User,
    kind: str,
    *,
    started_on: datetime.date,
    ended_on: datetime.date,
    by: User | None,
    at: datetime.datetime | None = None,
) -> Absence:
    """Write down that a person is away from a day to a day; one stretch is written down once."""
    if ended_on < started_on:
        raise Refused(_("The absence ends before it starts."), "ended_on")
    person = hold(person)
    if person.absences.standing().overlapping(started_on, ended_on).exists():
        sentence = _("%(person)s is noted as away in that time already.") % {"person": person.name}
        raise Refused(sentence, "started_on")
    now = at or timezone.now()
    absence = Absence.objects.create(
        person=person, kind=kind, started_on=started_on, ended_on=ended_on, recorded_at=now
    )
    # The kind may speak of health: the journal, which is kept longer, does not repeat it.
    log(by, "people.absence_added", person, at=now, absence=absence.pk)
    facts_changed.send(User, persons=[person.pk], at=now)
    return absence


@transaction.atomic
def withdraw_absence(absence: Absence, *, reason: str, by: User | None, at: datetime.datetime | None = None) -> Absence:
    """Say that an absence was written down in error; the row stays, so that figures given before can be repeated."""
    person = User.objects.select_for_update().get(pk=absence.person_id)
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.withdrawn_at:
        raise Refused(_("This absence has been withdrawn already."))
    absence.withdrawn_at = at or timezone.now()
    absence.save(update_fields=["withdrawn_at"])
    log(by, "people.absence_withdrawn", person, at=absence.withdrawn_at, reason=reason, absence=absence.pk)
    facts_changed.send(User, persons=[person.pk], at=absence.withdrawn_at)
    return absence
