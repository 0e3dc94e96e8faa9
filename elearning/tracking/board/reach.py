"""Which offices stand on a board: those that the reader may see, and no others."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from elearning.people.models import Office
from elearning.people.postings import latest_day
from elearning.people.rules import may_see_board

from ..tree import paths_above


@dataclass(frozen=True)
class Reach:
    """The offices of one board: all that the reader may see, or one office (`office`) and below."""

    office: Office | None
    offices: QuerySet[Office]
    listed: list[Office]
    above: list[Office]

    @property
    def today(self) -> datetime.date:
        """The day where it is latest among these offices, so that all that happened counts."""
        return latest_day({office.zone for office in self.listed})


def reach(request: HttpRequest, code: str | None) -> Reach:
    """One query; 404 for whoever may see no board, and for an office that she may not see."""
    if not may_see_board(request.user):
        raise Http404
    visible = Office.objects.visible_to(request.user)
    listed = list(visible)
    if code is None:
        return Reach(None, visible, listed, [])
    office = next((office for office in listed if office.code == code), None)
    if office is None:
        raise Http404
    paths = set(paths_above(office))
    below = [other for other in listed if other.path.startswith(office.path)]
    offices = visible.filter(path__startswith=office.path) if len(below) < len(listed) else visible
    return Reach(office, offices, below, [other for other in listed if other.path in paths])
