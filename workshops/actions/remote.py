"""Deeds of following from elsewhere: who does on which days, and the address of the video meeting."""

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import DayClosing, Registration, RemoteDay, Workshop
from .checking_in import held
from .revision import why_sealed

ELSEWHERE = (Workshop.Delivery.HYBRID, Workshop.Delivery.ONLINE)
LONGEST_ADDRESS = 200


@transaction.atomic
def set_presence(
    workshop: Workshop,
    registrations: Collection[Registration],
    days: Collection[datetime.date],
    *,
    remote: bool,
    by: User,
    at: datetime.datetime | None = None,
) -> int:
    """These people follow from elsewhere on these days, or are in the room; how many person-days changed."""
    now = at or timezone.now()
    workshop = held(workshop)
    _refuse(workshop, days)
    keys = {one.pk for one in registrations if one.workshop_id == workshop.pk}
    rows = RemoteDay.objects.filter(registration__in=keys, day__in=days)
    if remote:
        known = set(rows.values_list("registration_id", "day"))
        new = [RemoteDay(registration_id=key, day=day) for key in keys for day in set(days) if (key, day) not in known]
        changed = len(RemoteDay.objects.bulk_create(new))
    else:
        changed = rows.delete()[0]
    if changed:
        listed = sorted(day.isoformat() for day in set(days))
        log(by, "workshop.presence_set", workshop, at=now, remote=remote, days=listed, people=sorted(keys))
    return changed


def _refuse(workshop: Workshop, days: Collection[datetime.date]) -> None:
    if why := why_sealed(workshop):
        raise Refused(why)
    if workshop.delivery != Workshop.Delivery.HYBRID:
        raise Refused(_("Who follows from elsewhere is set where the workshop is hybrid: change that in its frame."))
    if any(not workshop.starts_on <= day <= workshop.ends_on for day in days):
        raise Refused(_("This is not a day of the workshop."), "days")
    if DayClosing.objects.filter(workshop=workshop, day__in=days).exists():
        raise Refused(_("A day that is signed off stays as it is. Choose the other days alone."), "days")


@transaction.atomic
def set_meeting(workshop: Workshop, address: str, *, by: User, at: datetime.datetime | None = None) -> Workshop:
    """Where those who follow from elsewhere meet; empty where there is none."""
    workshop, address = held(workshop), address.strip()
    if why := why_sealed(workshop):
        raise Refused(why, "online_url")
    if workshop.delivery not in ELSEWHERE:
        raise Refused(_("This workshop is in person: it has no video meeting."), "online_url")
    if address:
        try:
            URLValidator(schemes=["https"])(address)
        except ValidationError as wrong:
            sentence = _("Write the whole address, such as https://meet.example.org/room.")
            raise Refused(sentence, "online_url") from wrong
        if len(address) > LONGEST_ADDRESS:
            raise Refused(_("The address is longer than 200 characters: use a shorter one."), "online_url")
    if workshop.online_url != address:
        workshop.online_url = address
        workshop.save(update_fields=["online_url"])
        log(by, "workshop.meeting_set", workshop, at=at or timezone.now(), given=bool(address))
    return workshop
