"""Who stands how: the people behind a count."""

from django.db.models import QuerySet

from elearning.people.models import Office, User
from elearning.people.rules import sees_all

from ..models import Standing
from . import counting_rows as rows
from .counting_asked import Asked

PER_PAGE = 50
ORDER = ("office__path", "person__name", "person_id")


def people_query(asked: Asked, office: Office, reader: User, state: str = "", *, below: bool = True) -> QuerySet:
    """How the people of an office (and below it) whom the reader may see stand, with person and office."""
    offices = Office.objects.filter(path__startswith=office.path) if below else Office.objects.filter(pk=office.pk)
    return _people(asked, offices, reader, state).select_related("person", "office").order_by(*ORDER)


def _people(asked: Asked, offices: QuerySet[Office], reader: User, state: str) -> QuerySet[Standing]:
    found = rows.standing(asked).filter(rows.among(offices))
    if not sees_all(reader):
        found = found.filter(person__in=User.objects.visible_to(reader).order_by().values("pk"))
    return found.filter(state=state) if state else found
