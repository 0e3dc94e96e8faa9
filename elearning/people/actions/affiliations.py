"""The deed upon affiliations: add one."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..models import Affiliation, User
from ..signals import facts_changed
from .holding import hold
from .refusal import Refused


@transaction.atomic
def add_affiliation(
    person: User,
    *,
    organisation: str,
    organisation_type: str,
    country: str,
    started_on: datetime.date,
    ended_on: datetime.date | None = None,
    unit: str = "",
    rank: str = "",
    by: User | None,
    at: datetime.datetime | None = None,
) -> Affiliation:
    """Write down which organisation outside the offices a person is of; the same one in the same time is once."""
    if ended_on and ended_on < started_on:
        raise Refused(_("The affiliation ends before it starts."), "ended_on")
    person = hold(person)
    same = person.affiliations.filter(organisation__iexact=organisation)
    if same.overlapping(started_on, ended_on).exists():
        raise Refused(_("%(person)s is noted there in that time already.") % {"person": person.name}, "started_on")
    now = at or timezone.now()
    affiliation = Affiliation.objects.create(
        person=person,
        organisation=organisation,
        organisation_type=organisation_type,
        country=country,
        unit=unit,
        rank=rank,
        started_on=started_on,
        ended_on=ended_on,
        recorded_at=now,
    )
    log(by, "people.affiliation_added", person, at=now, affiliation=affiliation.pk)
    facts_changed.send(User, persons=[person.pk], at=now)
    return affiliation
