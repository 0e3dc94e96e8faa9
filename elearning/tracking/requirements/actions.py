"""Deeds upon requirements: make one, publish a version of it, put it in its place in the induction."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import INTERNAL_CATEGORIES, Office, Posting, User

from ..models import Requirement, RequirementVersion, TryOut
from ..readiness.deriving import mark_stale
from ..rules import may_set_requirements
from .catalogue import gone_among
from .terms import Terms, refuse, token_of

RESERVED = ("new",)  # stands in an address of its own


@transaction.atomic
def create_requirement(code: str, *, by: User | None, at: datetime.datetime | None = None) -> Requirement:
    """A requirement that asks nobody yet, last in the induction. Refuses a code that is taken."""
    refuse_others(by)
    if code.lower() in RESERVED or Requirement.objects.filter(code__iexact=code).exists():
        raise Refused(_("“%(code)s” is taken. Choose another code.") % {"code": code}, "code")
    last = Requirement.objects.aggregate(last=Max("place"))["last"] or 0
    try:
        with transaction.atomic():
            requirement = Requirement.objects.create(code=code, place=last + 1)
    except IntegrityError as fault:
        raise Refused(_("“%(code)s” is taken. Choose another code.") % {"code": code}, "code") from fault
    log(by, "tracking.requirement_made", requirement, at=at, code=code)
    return requirement


@transaction.atomic
def publish_version(
    requirement: Requirement,
    *,
    by: User | None,
    at: datetime.datetime | None = None,
    reason: str = "",
    **fields: Any,
) -> RequirementVersion:
    """Publish what is asked from a day on (`fields` as in `terms.Terms`); all whom it may touch are reckoned anew.

    The first version may begin in the past, later ones on the day of `at` (UTC) or after it. Raises `Refused`.
    """
    refuse_others(by)
    now, terms = at or timezone.now(), Terms(reason=reason.strip(), **fields)
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    known = list(requirement.versions.order_by("number"))
    refuse(terms, [Terms.of(each) for each in known], now.astimezone(datetime.UTC).date())
    if known and now < known[-1].published_at:
        raise Refused(_("A newer version has been published already. Look at it, then make a new dry run."))
    _refuse_offices(terms.offices)
    mark_stale(_touched_from(terms.from_day), at=now)  # takes seconds with many: it is known from after that on
    now = at or timezone.now()
    number = known[-1].number + 1 if known else 1
    values = terms.values() | {"published_at": now, "published_by": by}
    version = RequirementVersion.objects.create(requirement=requirement, number=number, **values)
    detail = {"number": number, "from_day": terms.from_day.isoformat(), "is_ended": terms.is_ended}
    log(by, "tracking.requirement_published", requirement, at=now, reason=terms.reason, **detail)
    return version


@transaction.atomic
def publish_try_out(
    try_out: TryOut, *, token: str, by: User, at: datetime.datetime | None = None
) -> RequirementVersion:
    """Publish exactly what the dry run reckoned; twice is once. Raises `Refused` where another dry run is needed."""
    now = at or timezone.now()
    requirement = Requirement.objects.select_for_update().get(pk=try_out.requirement_id)
    try_out = TryOut.objects.select_for_update(of=("self",)).select_related("version").get(pk=try_out.pk)
    if try_out.version:
        return try_out.version
    terms = Terms.read(try_out.fields)
    _refuse_unseen(try_out, token, now.astimezone(datetime.UTC).date())
    if try_out.base != (requirement.versions.aggregate(last=Max("number"))["last"] or 0):
        raise Refused(_("Another version was published meanwhile. Look at it, then make a new dry run."))
    refuse_gone(terms)
    values = {name: value for name, value in terms.values().items() if name != "reason"}
    version = publish_version(requirement, by=by, at=at, reason=terms.reason, **values)
    try_out.version = version
    try_out.save(update_fields=["version"])
    return version


def refuse_gone(terms: Terms) -> None:
    """Raise `Refused` if something is named that is no longer on offer; a version that ends all may name it."""
    if terms.is_ended:
        return
    if gone := gone_among(terms.subjects):
        said = {"title": gone[0].title, "why": gone[0].gone}
        raise Refused(_("“%(title)s”: %(why)s Choose something else.") % said, "subjects")


@transaction.atomic
def move_requirement(
    requirement: Requirement, *, up: bool, by: User, at: datetime.datetime | None = None
) -> Requirement:
    """One place earlier or later in the induction; the first stays first, the last stays last."""
    refuse_others(by)
    rows = list(Requirement.objects.select_for_update().order_by("place", "pk"))
    here = next(place for place, each in enumerate(rows) if each.pk == requirement.pk)
    there = max(0, min(len(rows) - 1, here + (-1 if up else 1)))
    rows.insert(there, rows.pop(here))
    for place, each in enumerate(rows, start=1):
        each.place = place
    Requirement.objects.bulk_update(rows, ["place"])
    if here != there:
        log(by, "tracking.requirement_moved", requirement, at=at, before=here + 1, now=there + 1)
    return rows[there]


def _touched_from(day: datetime.date) -> Iterable[int]:
    """The ids of all who are posted in the house on a day from `day` on."""
    posted = Posting.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), withdrawn_at__isnull=True)
    return posted.filter(category__in=INTERNAL_CATEGORIES).order_by().values_list("person_id", flat=True).distinct()


def _refuse_unseen(try_out: TryOut, token: str, today: datetime.date) -> None:
    if try_out.state != TryOut.State.DONE:
        raise Refused(_("The dry run is still being reckoned. Publish once its figures are here."))
    if token != token_of(try_out.fields, try_out.base, try_out.day) or try_out.day != today:
        raise Refused(_("This dry run is of another day or of other fields. Make a new one and look at it."))


def refuse_others(by: User | None) -> None:
    if by is not None and not may_set_requirements(by):
        raise Refused(_("Requirements are set by headquarters."))


def _refuse_offices(offices: list[int]) -> None:
    if Office.objects.filter(pk__in=offices).count() != len(set(offices)):
        raise Refused(_("One of these offices does not exist any more. Choose the offices again."), "offices")
