"""The locks under which seats change hands: the workshop first, then its quotas, then the registration."""

import datetime

from django.utils.translation import gettext as _

from elearning.people.actions import Refused

from ..models import Quota, Registration, Workshop
from ..seats.counting import seats_of

State = Registration.State


def locked(workshop_id: int) -> Workshop:
    """The workshop and its quotas as they are now, held until the transaction ends. Always taken in this order."""
    workshop = Workshop.objects.select_for_update(no_key=True).prefetch_related("texts").get(pk=workshop_id)
    list(workshop.quotas.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return workshop


def fresh(registration: Registration, workshop: Workshop) -> Registration:
    """The registration as it is now; take the workshop's lock before."""
    known = Registration.objects.select_related("person", "office", "partner", "quota")
    found = known.get(pk=registration.pk)
    found.workshop = workshop
    return found


def refuse_if_full(workshop: Workshop, quota: Quota | None) -> None:
    """Raises `Refused` with the reason when this quota has no free seat."""
    if why := seats_of(workshop).why_full(quota.pk if quota else None):
        raise Refused(why, "quota")


def refuse_state(registration: Registration) -> Refused:
    """The sentence for a deed that comes too late or too early."""
    said = {"name": registration.person.name, "state": registration.get_state_display()}
    return Refused(_("This cannot be done with %(name)s: the state is “%(state)s”. Load the page again.") % said)


# The past stays as it is written down.
OVER = (Workshop.State.REPORTING, Workshop.State.CLOSED, Workshop.State.ARCHIVED, Workshop.State.CANCELLED)


def refuse_if_over(workshop: Workshop, over: tuple[str, ...] = OVER) -> None:
    """Raises `Refused` once the workshop has taken place, or will not."""
    if workshop.state in over:
        state = workshop.get_state_display()
        raise Refused(_("The state of the workshop is “%(state)s”: its seats stay as they are.") % {"state": state})


def today_at(workshop: Workshop, at: datetime.datetime) -> datetime.date:
    """The day at the place of the workshop."""
    return at.astimezone(workshop.tz).date()


def begins_at(workshop: Workshop) -> datetime.datetime:
    """The first moment of the first day, at the place."""
    return datetime.datetime.combine(workshop.starts_on, datetime.time(), workshop.tz)
