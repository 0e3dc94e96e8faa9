"""Deeds upon the initiatives of an office: write one down, change it."""

import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import Office, User

from ..commitments.rules import may_edit_initiatives
from ..models import Initiative
from .planning_action import Stale

FIELDS = ("title", "stage", "donor", "modules", "risk_reviewed_on")


@transaction.atomic
def save_initiative(
    office: Office,
    values: dict[str, Any],
    *,
    by: User,
    initiative: Initiative | None = None,
    seen: int = 0,
    at: datetime.datetime | None = None,
) -> Initiative:
    """Add an initiative of this office, or change one; `seen` is the revision that the person looked at.

    Raises `Stale` where another saved it since, `Refused` for a title that the office has already.
    """
    at = at or timezone.now()
    if not may_edit_initiatives(by, office):
        raise Refused(_("Initiatives are kept by the focal points of the office and by headquarters."))
    reviewed = values.get("risk_reviewed_on")
    if reviewed and reviewed > at.date():
        raise Refused(_("This day is yet to come. Give the day of the last review."), "risk_reviewed_on")
    row = Initiative(office=office)
    if initiative:
        row = Initiative.objects.select_for_update(no_key=True).get(pk=initiative.pk, office=office)
        if row.revision != seen:
            raise Stale
        row.revision += 1
    for name in FIELDS:
        setattr(row, name, values[name])
    row.updated_at, row.updated_by = at, by
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(_("The office has an initiative of this title already. Change that one."), "title") from error
    log(by, "workshop.initiative_saved", row, at=at, stage=row.stage)
    return row
