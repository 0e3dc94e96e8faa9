"""Deeds of the follow-up of plans: ask when due, keep answers, ask the supervisor, keep her view."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.people.actions import Refused
from elearning.people.models import User

from ..commitments.rules import may_edit_plan
from ..commitments.sharing import endorsers_of, shares
from ..commitments.states import why_closed
from ..commitments.telling import addressee, tell_asked, tell_view_asked
from ..models import FollowUp, Progress, Workshop

OVER = (Workshop.State.CANCELLED, Workshop.State.ARCHIVED)
VIEW_AFTER = datetime.timedelta(days=7)  # after the first answer, where some commitments were left out
ANSWERS = ("often", "evidence", "hindrance")


def due_follow_ups(at: datetime.datetime | None = None) -> int:
    """Ask what is due, each follow-up in a transaction of its own; returns how many mails were written.

    Done by the tick. Killed in the middle, or run by two at once, it asks nobody twice and forgets nobody.
    """
    now = at or timezone.now()
    open_ones = FollowUp.objects.exclude(plan__workshop__state__in=OVER)
    later = FollowUp.objects.filter(plan=OuterRef("plan"), days__gt=OuterRef("days"), due_on__lte=now.date())
    due = open_ones.filter(~Exists(later), asked_at__isnull=True, due_on__lte=now.date())
    asked = in_turn(list(due.values_list("pk", flat=True)), lambda pk: ask(pk, now))
    answered = open_ones.filter(answered_at__isnull=False, supervisor_asked_at__isnull=True).annotate(
        said=Count("progress", distinct=True), all=Count("plan__commitments", distinct=True)
    )
    ready = answered.filter(Q(said__gte=F("all")) | Q(answered_at__lte=now - VIEW_AFTER))
    return asked + in_turn(list(ready.values_list("pk", flat=True)), lambda pk: ask_view(pk, now))


@transaction.atomic
def ask(pk: int, at: datetime.datetime) -> bool:
    """Send one follow-up to who leads the plan; whether it was not asked before. Without anybody left it is overdue."""
    if not FollowUp.objects.filter(pk=pk, asked_at__isnull=True).update(asked_at=at):
        return False
    follow_up = _known(pk)
    if person := addressee(follow_up.plan):
        tell_asked(follow_up, person)
    log(None, "workshop.follow_up_asked", follow_up, at=at, person=person.pk if person else None)
    return True


@transaction.atomic
def ask_view(pk: int, at: datetime.datetime) -> bool:
    """Ask whoever endorses for the owner (her supervisor, else a focal point) for her view; once."""
    if not FollowUp.objects.filter(pk=pk, supervisor_asked_at__isnull=True).update(supervisor_asked_at=at):
        return False
    follow_up = _known(pk)
    person = next(iter(endorsers_of([follow_up.plan])[follow_up.plan_id]), None)
    if person is None:
        log(None, "workshop.follow_up_view_of_nobody", follow_up, at=at)
        return False
    follow_up.supervisor = person
    follow_up.save(update_fields=["supervisor"])
    tell_view_asked(follow_up, person)
    log(None, "workshop.follow_up_view_asked", follow_up, at=at, person=person.pk)
    return True


@transaction.atomic
def answer_follow_up(
    follow_up: FollowUp,
    answers: Mapping[int, Mapping[str, Any]],
    *,
    by: User,
    note: str | None = None,
    at: datetime.datetime | None = None,
) -> FollowUp:
    """Keep what was said of some or all commitments, by their keys; the last save counts, what is left out stays.

    `answered_at` is the first save. Raises `Refused` before it is asked, after the next one is, and for strangers.
    """
    at = at or timezone.now()
    held = _open(follow_up)
    if not may_edit_plan(by, held.plan):
        raise Refused(_("Only those whose plan it is answer for it."))
    ours = set(held.plan.commitments.values_list("pk", flat=True))
    for key in ours & set(answers):
        said = answers[key]
        values = {name: said.get(name, "") for name in ANSWERS} | {"applied": Progress.Applied(said["applied"])}
        Progress.objects.update_or_create(follow_up=held, commitment_id=key, defaults=values)
    if note is not None:
        held.note = note
    held.answered_at = held.answered_at or at
    held.save(update_fields=["note", "answered_at"])
    log(by, "workshop.follow_up_answered", held, at=at, commitments=len(ours & set(answers)))
    return held


@transaction.atomic
def give_view(
    follow_up: FollowUp, *, by: User, agrees: bool, view: str = "", at: datetime.datetime | None = None
) -> FollowUp:
    """The supervisor's view of what was answered, once. Raises `Refused` for others, too early, and the second time."""
    held = _held(follow_up)
    if held.supervisor_id != by.pk or shares(by, held.plan):
        raise Refused(_("Somebody else is asked for her view."))
    if held.supervisor_at:
        raise Refused(_("Your view is kept already. It is given once."))
    _refuse_over(held)
    held.supervisor_agrees, held.supervisor_view, held.supervisor_at = agrees, view, at or timezone.now()
    held.save(update_fields=["supervisor_agrees", "supervisor_view", "supervisor_at"])
    log(by, "workshop.follow_up_viewed", held, at=at, agrees=agrees)
    return held


def _known(pk: int) -> FollowUp:
    rows = FollowUp.objects.select_related("plan__workshop", "plan__office", "plan__owner__person")
    return rows.prefetch_related("plan__workshop__texts").get(pk=pk)


def _held(follow_up: FollowUp) -> FollowUp:
    FollowUp.objects.select_for_update(no_key=True).get(pk=follow_up.pk)
    return _known(follow_up.pk)


def _open(follow_up: FollowUp) -> FollowUp:
    held = _held(follow_up)
    _refuse_over(held)
    if why := why_closed(held, held.plan.follow_ups.all()):
        raise Refused(str(why))
    return held


def _refuse_over(held: FollowUp) -> None:
    workshop = held.plan.workshop
    if workshop.state in OVER:
        sentence = _("The workshop is %(state)s: its follow-ups are closed.")
        raise Refused(sentence % {"state": workshop.get_state_display()})
