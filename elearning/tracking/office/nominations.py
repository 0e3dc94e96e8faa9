"""Nominations that wait for the reader: whom she is to endorse, which workshops ask for candidates of her office."""

import datetime

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import get_language

from elearning.people.models import Office, Posting, User
from workshops.models import Registration, Workshop, WorkshopText

MOST = 20
ASKABLE = (Workshop.State.OPEN, Workshop.State.CONFIRMED, Workshop.State.POSTPONED)


def to_endorse(reader: User) -> QuerySet[Registration]:
    """Candidates whom she supervises today and whose nomination she has not answered, the soonest workshop first."""
    supervised = Posting.objects.current().filter(supervisor=reader).exclude(person=reader)
    rows = Registration.objects.waiting().filter(
        person__in=supervised.values("person_id"), endorsement=Registration.Endorsement.AWAITED,
        workshop__state__in=ASKABLE,
    )  # fmt: skip
    rows = rows.select_related("person", "workshop").annotate(title=_title("workshop"))
    return rows.order_by("workshop__starts_on", "person__name", "pk")


def calls(reader: User, office: Office, on: datetime.date) -> QuerySet[Workshop]:
    """Workshops that take nominations now and have seats for this office, with how many of it are candidates."""
    ours = Q(registrations__office__path__startswith=office.path, registrations__role=Registration.Role.PARTICIPANT)
    ours &= Q(registrations__state__in=(*Registration.WAITING, *Registration.HOLDING))
    above = [office.path[:end] for end in range(len(office.path), 0, -Office.steplen)]
    seats = Q(quotas__office__path__in=above) | Q(quotas__office__path__startswith=office.path)
    seats |= Q(quotas__scope="open") | Q(quotas__isnull=True)
    rows = Workshop.objects.visible_to(reader).filter(seats, state=Workshop.State.OPEN)
    rows = rows.filter(Q(nominations_until__isnull=True) | Q(nominations_until__gte=on))
    counted = rows.annotate(candidates=Count("registrations", filter=ours, distinct=True), title=_title(""))
    return counted.order_by("nominations_until", "pk")


def _title(to_workshop: str) -> Subquery:
    """The workshop's title in the reader's language, else in English, else in any; drafts last."""
    key = f"{to_workshop}_id" if to_workshop else "pk"
    wanted = Case(
        When(language=get_language(), then=Value(0)), When(language="en", then=Value(1)), default=Value(2)
    )  # fmt: skip
    drafts = Case(When(status=WorkshopText.Status.DRAFT, then=Value(1)), default=Value(0))
    texts = WorkshopText.objects.filter(workshop=OuterRef(key)).order_by(drafts, wanted, "pk")
    return Subquery(texts.values("title")[:1])
