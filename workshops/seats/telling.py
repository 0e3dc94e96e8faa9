"""What candidates, supervisors and focal points are told about a seat; rows only, the mail goes out by the tick."""

import datetime
from typing import Any

from django.urls import reverse

from elearning.notices.actions import notify
from elearning.people.models import User

from ..models import Offer, Registration, Workshop


def tell(person: User, kind: str, workshop: Workshop, *, key: str, path: str = "", **context: Any) -> None:
    """Tell one person something about this workshop, with its title in her language; the same key is told once."""
    text = workshop.text(person.reads)
    own = path or reverse("workshops:detail", args=[workshop.code])
    notify(person, kind, key=key, path=own, workshop=workshop, title=text.title, tz=workshop.tz, **context)


def tell_nominated(registration: Registration, at: datetime.datetime) -> None:
    """She hears of her nomination, and from whom; her supervisor is asked, if one is known."""
    workshop, person = registration.workshop, registration.person
    stamp = f"{registration.pk}:{at:%Y%m%dT%H%M%S%f}"
    tell(person, "nominated", workshop, key=f"nominated:{stamp}", by=registration.nominated_by)
    supervisor = supervisor_of(person)
    if supervisor and registration.endorsement == Registration.Endorsement.AWAITED:
        path = reverse("workshops:endorse", args=[workshop.code, person.uuid])
        key = f"endorsement:{stamp}"
        tell(supervisor, "endorsement_asked", workshop, key=key, path=path, candidate=person)


def tell_offer(offer: Offer, kind: str = "seat_offered") -> None:
    """The mail with the link to the page on which she accepts or declines."""
    registration = offer.registration
    path = reverse("workshops:seat", args=[registration.workshop.code, offer.secret])
    key = f"offer:{offer.pk}"
    tell(registration.person, kind, registration.workshop, key=key, path=path, until=offer.expires_at)


def tell_decision(registration: Registration, kind: str, at: datetime.datetime) -> None:
    """A decision upon her registration, once for each time that it is taken."""
    key = f"{kind}:{registration.pk}:{at:%Y%m%dT%H%M%S%f}"
    tell(registration.person, kind, registration.workshop, key=key, number=registration.number or "")


def tell_withdrawn(registration: Registration, by: User | None, at: datetime.datetime) -> None:
    """A promised seat was taken back: she hears of it; if she gave it back herself, whoever nominated her does."""
    nominator = registration.nominated_by
    if by != registration.person:
        tell_decision(registration, "seat_withdrawn", at)
    elif nominator and nominator != by:
        key = f"seat_given_back:{registration.pk}:{at:%Y%m%dT%H%M%S%f}"
        path = reverse("workshops:nominations", args=[registration.workshop.code])
        told = {"key": key, "path": path, "candidate": registration.person}
        tell(nominator, "seat_given_back", registration.workshop, **told)


def supervisor_of(person: User) -> User | None:
    """The supervisor of the posting that she holds today; nobody supervises herself."""
    posting = person.posting_today
    supervisor = posting.supervisor if posting else None
    return supervisor if supervisor and supervisor != person and supervisor.is_active else None
