"""Whose candidates a person may see and whom she may put forward; every list, form and message starts here."""

from django.db.models import Q, QuerySet

from elearning.people.models import Office, Posting, User
from elearning.people.rules import sees_all

from ..models import Supporter, Workshop
from ..querysets import RegistrationQuerySet


def candidates_for(user: User, workshop: Workshop) -> RegistrationQuerySet:
    """Participants and candidates of her offices, of the organisation whose focal point she is; all for headquarters.

    Narrower than `visible_to`: her part in the workshop itself opens nothing here.
    """
    found = workshop.registrations.participants()
    if sees_all(user):
        return found
    own_offices = Q(office__in=Office.objects.visible_to(user).values("pk"), partner__isnull=True)
    return found.filter(own_offices | Q(partner__in=partners_of(user, workshop)))


def people_for(user: User, workshop: Workshop) -> QuerySet[User]:
    """Those posted in her offices today who have no open registration here; anybody for headquarters."""
    taken = workshop.registrations.exclude(state__in=["withdrawn", "cancelled", "replaced"]).values("person")
    people = User.objects.visible_to(user).filter(is_active=True).exclude(pk__in=taken)
    if sees_all(user):
        return people
    posted = Posting.objects.current().filter(office__in=Office.objects.visible_to(user).values("pk"))
    return people.filter(pk__in=posted.values("person"))


def partners_of(user: User, workshop: Workshop) -> QuerySet[Supporter]:
    """The supporters of this workshop whose people are hers; for headquarters each organisation."""
    if sees_all(user):
        return Supporter.objects.filter(workshop=workshop, office__isnull=True)
    return user.supported_workshops.filter(workshop=workshop, office__isnull=True)
