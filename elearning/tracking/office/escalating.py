"""The duty that tells those above a person who stays overdue long after she was reminded."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.people.models import Absence, Office, Posting, Role, User

from ..models import Nudge, Requirement, Standing
from ..readiness.fold import Piece
from ..tree import paths_above
from .asof import today_as_known
from .daily import once_a_day
from .judging import judged, version_at
from .telling import tell_escalation

AFTER = datetime.timedelta(days=30)
NOT_TWICE_WITHIN = datetime.timedelta(days=90)


def escalate_overdue(at: datetime.datetime | None = None) -> int:
    """Once on each day: who is overdue for 30 days, and was reminded 30 days ago; returns of how many was told."""
    now = at or timezone.now()
    return once_a_day("escalate_overdue", lambda: _all(now), now)


def _all(now: datetime.datetime) -> int:
    asof = today_as_known()
    overdue = asof.standings().filter(state=Standing.State.OVERDUE)
    same = {"person": OuterRef("person"), "requirement": OuterRef("requirement")}
    told = Nudge.objects.filter(kind=Nudge.Kind.ESCALATION, at__gt=now - NOT_TWICE_WITHIN, **same)
    pairs = Nudge.objects.filter(Exists(overdue.filter(**same)), ~Exists(told), kind=Nudge.Kind.NUDGE)
    pairs = pairs.filter(at__lte=now - AFTER).order_by("person_id", "requirement_id")
    found = list(pairs.values_list("person_id", "requirement_id").distinct())
    return in_turn(found, lambda pair: escalate(*pair, at=now))


@transaction.atomic
def escalate(person_id: int, requirement_id: int, *, at: datetime.datetime) -> bool:
    """Tell those above her, judged anew at this moment; whether it was done. Never about who is away."""
    person = User.objects.select_for_update().get(pk=person_id)
    requirement = Requirement.objects.get(pk=requirement_id)
    piece, version = judged(person, requirement, at), version_at(requirement, at)
    if piece is None or not _still(person, requirement, piece, version.grace, at):
        return False
    office = Office.objects.get(pk=piece.office)
    people, sees = above(person, office, at.date())
    if not people:
        return False
    made = Nudge.objects.create(
        kind=Nudge.Kind.ESCALATION, requirement=requirement, person=person, by=None, due_on=piece.until, at=at,
        day=at.date(),
    )  # fmt: skip
    for one in people:
        tell_escalation(made, version, one, office, sees=sees)
    log(None, "tracking.escalated", person, at=at, requirement=requirement.code, to=[one.pk for one in people])
    return True


def _still(person: User, requirement: Requirement, piece: Piece, grace: int, at: datetime.datetime) -> bool:
    """Overdue for 30 days, reminded of this very due day 30 days ago or more, and nobody was told of late."""
    since = piece.until and piece.until + datetime.timedelta(days=grace + 1)
    if piece.state != Standing.State.OVERDUE or not since or since > at.date() - AFTER:
        return False
    known = person.nudges.filter(requirement=requirement)
    reminded = known.filter(kind=Nudge.Kind.NUDGE, due_on=piece.until, at__lte=at - AFTER)
    told = known.filter(kind=Nudge.Kind.ESCALATION, at__gt=at - NOT_TWICE_WITHIN)
    return reminded.exists() and not told.exists() and not person.absences.standing().on(at.date()).exists()


def above(person: User, office: Office, on: datetime.date) -> tuple[list[User], bool]:
    """Who hears of her: her supervisor, else the focal points of her office, else of the nearest above, else
    headquarters; never she herself, nor who is away. And whether they see her office.
    """
    here = (
        Q(is_active=True) & ~Q(pk=person.pk) & ~Exists(Absence.objects.standing().on(on).filter(person=OuterRef("pk")))
    )
    asked = User.objects.filter(here)
    posting = Posting.objects.on(on).filter(person=person, supervisor__isnull=False).order_by("started_on").first()
    supervisor = posting and asked.filter(pk=posting.supervisor_id).first()
    if supervisor:
        return [supervisor], False
    paths = [office.path, *reversed(paths_above(office))]
    roles = list(Role.objects.on(on).filter(Q(office__path__in=paths) | Q(office=None)).select_related("office"))
    known = asked.in_bulk({role.person_id for role in roles})
    for path in [*paths, None]:
        level = {role.person_id for role in roles if (role.office.path if role.office else None) == path}
        if people := [known[key] for key in sorted(level & known.keys())]:
            return people, True
    return [], False
