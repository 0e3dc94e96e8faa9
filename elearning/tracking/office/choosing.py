"""Which office a page of My office is about: one that the reader answers for."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest

from elearning.people.models import Office, OfflineStretch
from elearning.people.rules import may_see_board

PARAMETER = "office"


@dataclass(frozen=True)
class Choice:
    """The office that is open (none: headquarters has not chosen yet), and those that may be opened, as a tree.

    Each knows `offline_since` and `offline_until`, if it has no line today.
    """

    office: Office | None
    offices: list[Office]

    @property
    def offline(self) -> list[Office]:
        """Those, of the office that is open and all below it, that have no line today."""
        path = self.office.path if self.office else "-"
        return [office for office in self.offices if office.offline_since and office.path.startswith(path)]


def chosen(request: HttpRequest) -> Choice:
    """The office named in the address, else the highest of her own. 404 for who has none and for one not hers."""
    user = request.user
    if not may_see_board(user):
        raise Http404
    stretch = OfflineStretch.objects.standing().current().filter(office=OuterRef("pk")).order_by("started_on")
    since, until = Subquery(stretch.values("started_on")[:1]), Subquery(stretch.values("ended_on")[:1])
    offices = list(Office.objects.visible_to(user).annotate(offline_since=since, offline_until=until))
    if PARAMETER in request.GET or PARAMETER in request.POST:
        code = request.POST.get(PARAMETER) or request.GET.get(PARAMETER, "")
        office = next((office for office in offices if office.code == code), None)
        if office is None and code:
            raise Http404
        return Choice(office, offices)
    own = {role.office_id for role in user.roles_today if role.office_id}
    return Choice(next((office for office in offices if office.pk in own), None), offices)
