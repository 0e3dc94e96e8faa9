"""Who is of a security force, and so has to be screened."""

import datetime

from django.db.models import Q

from elearning.people.models import Affiliation, Category, Posting, User

from ..models import Registration, Workshop
from ..querysets import RegistrationQuerySet

Screening = Registration.Screening


def screening_of(person: User, day: datetime.date, known: str) -> str:
    """What a registration says of her screening on `day`; what was found earlier for the workshop stays."""
    if known != Screening.NOT_NEEDED:
        return known
    posted = person.postings.on(day).filter(category=Category.POLICE)
    of_force = posted.exists() or _affiliated(day).filter(person=person).exists()
    return Screening.PENDING if of_force else Screening.NOT_NEEDED


def to_be_screened(workshop: Workshop, day: datetime.date) -> RegistrationQuerySet:
    """Everybody of whom a screening is asked, those too who came to a force after they were nominated."""
    posted = Posting.objects.on(day).filter(category=Category.POLICE).values("person")
    joined = Q(person__in=posted) | Q(person__in=_affiliated(day).values("person"))
    joined &= Q(role=Registration.Role.PARTICIPANT, state__in=[*Registration.WAITING, *Registration.HOLDING])
    return workshop.registrations.filter(~Q(screening=Screening.NOT_NEEDED) | joined)


def _affiliated(day: datetime.date):
    return Affiliation.objects.on(day).filter(organisation_type=Affiliation.OrganisationType.POLICE)
