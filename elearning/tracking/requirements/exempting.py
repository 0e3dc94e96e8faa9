"""Deeds upon exemptions: give one, take it back."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused, hold
from elearning.people.models import Office, User
from elearning.people.rules import on_behalf, sees_all

from ..models import Exemption, Requirement
from ..readiness.deriving import mark_stale
from ..rules import may_exempt
from .terms import AHEAD, FIRST_DAY

MOST_DAYS = 180  # that a focal point may exempt


@transaction.atomic
def exempt(
    person: User,
    requirement: Requirement,
    *,
    started_on: datetime.date,
    ended_on: datetime.date | None,
    reason: str,
    by: User | None,
    at: datetime.datetime | None = None,
) -> Exemption:
    """A person need not, from a day to a day, both inclusive (open for headquarters only). Raises `Refused`."""
    now = at or timezone.now()
    person = hold(person)
    _refuse_giver(by, person)
    _refuse_stretch(by, started_on, ended_on, now.astimezone(datetime.UTC).date())
    if not (reason := reason.strip()):
        raise Refused(_("Give the reason."), "reason")
    if not requirement.versions.exists():
        raise Refused(_("This requirement is not published yet: nobody needs an exemption."))
    _refuse_another(_overlapping(person, requirement, started_on, ended_on).first())
    exemption = Exemption.objects.create(
        person=person, requirement=requirement, reason=reason, by=by,
        started_on=started_on, ended_on=ended_on, recorded_at=now,
    )  # fmt: skip
    mark_stale([person.pk], at=now)
    # The reason may speak of health: the journal, which is kept longer, does not repeat it.
    detail = {"requirement": requirement.code, "exemption": exemption.pk}
    log(by, "tracking.exempted", person, at=now, **detail, **on_behalf(by, _office_of(person)))
    return exemption


@transaction.atomic
def withdraw_exemption(exemption: Exemption, *, by: User | None, at: datetime.datetime | None = None) -> Exemption:
    """Take an exemption back: from now on it is known as never given; figures known before stay. Twice is once."""
    now = at or timezone.now()
    person = User.objects.select_for_update().get(pk=exemption.person_id)
    exemption = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    _refuse_giver(by, person)
    if exemption.withdrawn_at:
        return exemption
    exemption.withdrawn_at = now
    exemption.save(update_fields=["withdrawn_at"])
    mark_stale([person.pk], at=now)
    detail = {"exemption": exemption.pk, **on_behalf(by, _office_of(person))}
    log(by, "tracking.exemption_withdrawn", person, at=now, **detail)
    return exemption


def _office_of(person: User) -> Office | None:
    return person.posting_today.office if person.posting_today else None


def _refuse_giver(by: User | None, person: User) -> None:
    if by is None:
        return
    if by == person:
        raise Refused(_("Nobody exempts herself. Ask your focal point or headquarters."), "person")
    if not may_exempt(by, person):
        raise Refused(_("Exemptions are given by headquarters, and by focal points to their own people."), "person")


def _refuse_stretch(
    by: User | None, started_on: datetime.date, ended_on: datetime.date | None, today: datetime.date
) -> None:
    if not FIRST_DAY <= started_on <= today + AHEAD:
        raise Refused(_("Choose a day between 1 January 2000 and five years from now."), "started_on")
    if ended_on and ended_on < started_on:
        raise Refused(_("The exemption ends before it starts."), "ended_on")
    if ended_on and ended_on > today + 2 * AHEAD:
        raise Refused(_("This is more than ten years from now. Choose an earlier day."), "ended_on")
    if by is None or sees_all(by):
        return
    if ended_on is None:
        raise Refused(_("Give the last day. Only headquarters exempts without an end."), "ended_on")
    if (ended_on - started_on).days >= MOST_DAYS:
        sentence = _("A focal point exempts for at most %(most)d days. Ask headquarters for more.")
        raise Refused(sentence % {"most": MOST_DAYS}, "ended_on")


def _refuse_another(other: Exemption | None) -> None:
    """One at a time: of two that share days nobody knows which one holds."""
    if other:
        said = {"from": other.started_on, "to": other.ended_on or "…"}
        sentence = _("An exemption from %(from)s to %(to)s shares days with this one. Take it back first.")
        raise Refused(sentence % said, "started_on")


def _overlapping(person: User, requirement: Requirement, started_on: datetime.date, ended_on: datetime.date | None):
    found = Exemption.objects.filter(person=person, requirement=requirement, withdrawn_at__isnull=True)
    found = found.exclude(ended_on__lt=started_on)
    return found.filter(started_on__lte=ended_on) if ended_on else found
