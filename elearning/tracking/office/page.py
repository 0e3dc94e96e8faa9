"""All that stands on My office, read in a number of queries that does not grow."""

import datetime
from typing import Any

from django.utils import timezone

from elearning.people.models import Office, OfflineStretch, Role, User

from ..models import Standing
from . import coming, nominations
from .asof import today_as_known
from .lines import counts, lines_by_key, of_office, page_of, worst_first

TONES = {Standing.State.OVERDUE: "bad", Standing.State.DUE: "warn", Standing.State.MET: "good"}
SHOWS = ("overdue", "due", "expiring")


def page_of_office(office: Office, reader: User, *, show: str, number: object) -> dict[str, Any]:
    """The context of the page: whose turn it is, who comes and goes, what waits for the reader."""
    asof, now = today_as_known(), timezone.now()
    rows = of_office(asof, office, reader)
    counted = counts(rows, asof.on)
    show = show if show in SHOWS else ""
    total = counted[show] if show else sum(counted.values())
    new = list(coming.newcomers(office, reader, asof.on)[: coming.MOST])
    page = page_of(worst_first(rows, asof.on, show), total, number)
    known = lines_by_key(page.object_list, [posting.person_id for posting in new], asof, reader, now)
    page.object_list = [known[key] for key in page.object_list if key in known]
    return {
        "asof": asof,
        "counts": counted,
        "show": show,
        "page": page,
        "newcomers": coming.with_induction(new, known.values()),
        "leavers": list(coming.leavers(office, asof.on)[: coming.MOST]),
        "to_endorse": list(nominations.to_endorse(reader)[: nominations.MOST]),
        "calls": list(nominations.calls(reader, office, asof.on)[: nominations.MOST]),
        "loans": loans_of(reader, asof.on),
    }


def loans_of(reader: User, on: datetime.date) -> list[Role]:
    """Roles that she lent or borrowed, now or from a day to come."""
    rows = Role.objects.filter(lent_by__isnull=False, ended_on__gte=on).select_related("office", "person", "lent_by")
    return list((rows.filter(lent_by=reader) | rows.filter(person=reader)).order_by("started_on", "pk"))


def offline_at(office: Office, on: datetime.date):
    """The stretches, of this office and below, that are on or to come."""
    rows = OfflineStretch.objects.standing().filter(office__path__startswith=office.path)
    rows = rows.overlapping(on, None)
    return rows.select_related("office").order_by("started_on", "office__path", "pk")
