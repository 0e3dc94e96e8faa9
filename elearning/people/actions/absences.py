"""The deed upon absences: add one."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import Absence, User
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
    User.objects.select_for_update().get(pk=person.pk)
    if person.absences.overlapping(started_on, ended_on).exists():
        sentence = _("%(person)s is noted as away in that time already.") % {"person": person.name}
        raise Refused(sentence, "started_on")
    now = at or timezone.now()
    absence = Absence.objects.create(
        person=person, kind=kind, started_on=started_on, ended_on=ended_on, recorded_at=now
    )
    # The kind may speak of health: the journal, which is kept longer, does not repeat it.
    log(by, "people.absence_added", person, at=now, absence=absence.pk)
    return absence
