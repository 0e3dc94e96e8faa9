"""The deed of a supervisor: endorse a nomination, or not."""

import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Registration
from ..seats.telling import tell
from .holding import State, fresh, locked, refuse_if_over, refuse_state

Endorsement = Registration.Endorsement
OPEN_TO_IT = (State.NOMINATED, State.ENDORSED, State.RESERVE)


@transaction.atomic
def endorse(
    registration: Registration, *, endorsed: bool, by: User, at: datetime.datetime | None = None
) -> Registration:
    """Keep what the supervisor (or headquarters) says; until the selection she may change it. Twice is once.

    A nomination that is not endorsed stays where it is, marked, and cannot be selected; who nominated is told. Raises
    `Refused` for herself, after the selection, and when the workshop is over.
    """
    now = at or timezone.now()
    registration = fresh(registration, locked(registration.workshop_id))
    if by.pk == registration.person_id:
        raise Refused(_("Nobody endorses herself. Ask your supervisor, or a colleague at headquarters."))
    refuse_if_over(registration.workshop)
    wanted = Endorsement.GIVEN if endorsed else Endorsement.DENIED
    if registration.endorsement == wanted:
        return registration
    if registration.state not in OPEN_TO_IT:
        raise refuse_state(registration)
    registration.endorsement, registration.endorsed_by, registration.endorsed_at = wanted, by, now
    if registration.state != State.RESERVE:
        registration.state = State.ENDORSED if endorsed else State.NOMINATED
    registration.save(update_fields=["endorsement", "endorsed_by", "endorsed_at", "state"])
    log(by, "workshop.endorsed" if endorsed else "workshop.not_endorsed", registration, at=now)
    nominator = registration.nominated_by
    if not endorsed and nominator and nominator != by:
        key = f"endorsement_denied:{registration.pk}:{now:%Y%m%dT%H%M%S%f}"
        path = reverse("workshops:nominations", args=[registration.workshop.code])
        told = {"key": key, "path": path, "candidate": registration.person}
        tell(nominator, "endorsement_denied", registration.workshop, **told)
    return registration
