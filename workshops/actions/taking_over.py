"""The deed of replacing somebody from now on, or of marking a language as lost; a live agenda says so at once."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..agenda.handing_over import weightier
from ..devices.handing import Plan, plan_of
from ..models import AgendaItem, AgendaVersion, ItemPerson, Placement, PlanStep, SessionPlan, TakeOver, Workshop
from ..rules import may_run_room
from .announcing import prepare_announcement
from .deciding import refuse_if_not_held
from .devices import revoke_device
from .drafting_edits import edited

State = AgendaVersion.State
LONGEST = 300


@transaction.atomic
def take_over(
    workshop: Workshop,
    *,
    since: datetime.datetime,
    reason: str,
    by: User,
    person: User | None = None,
    successor: User | None = None,
    language: str = "",
    seen: str | None = None,
    at: datetime.datetime | None = None,
) -> TakeOver:
    """From `since` on her items, plans and devices pass to her successor, or nobody interprets into `language`.

    What has begun stays hers. What the agenda in force says then is published as a live version; its notices wait to
    be reviewed. A draft goes on beside it. `seen` is the mark of the plan that was shown. Raises `Refused`.
    """
    now = at or timezone.now()
    workshop = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)
    refuse_if_not_held(workshop)
    if not may_run_room(by, workshop):
        raise Refused(_("Only those who facilitate can hand on what somebody does."))
    reason = reason.strip()
    if not any(sign.isalnum() for sign in reason) or len(reason) > LONGEST or "\0" in reason:
        raise Refused(_("Say why, in at most 300 characters."), "reason")
    plan = plan_of(workshop, since=since, person=person, successor=successor, language=language)
    if seen is not None and seen != plan.mark:
        raise Refused(_("Something has changed since this was shown. Look at it once more, then confirm."))
    live = _published(workshop, plan, by=by, at=now)
    _passed_on(plan, by=by)
    for device in plan.devices:
        revoke_device(device, reason=_("Her work passes to somebody else."), by=by, at=now)
    detail = plan.as_json() | {"version": live.number if live else None}
    made = TakeOver.objects.create(
        workshop=workshop, person=person, successor=successor, language=language, since=since, reason=reason,
        detail=detail, by=by, at=now,
    )  # fmt: skip
    log(by, "workshop.taken_over", made, reason=reason, at=now, **detail)
    return made


def _published(workshop: Workshop, plan: Plan, *, by: User, at: datetime.datetime) -> AgendaVersion | None:
    """The agenda in force once more, as it is from now on; None where it says the same as before."""
    current, after = plan.current, {one.code: one.frozen for one in plan.found}
    rows = list(current.placements.select_related("item"))
    if not any(row.frozen != after.get(row.item.code, row.frozen) for row in rows):
        return None
    number = _next_number(workshop)
    AgendaVersion.objects.filter(pk=current.pk).update(state=State.PAST)
    live = AgendaVersion.objects.create(
        workshop=workshop, number=number, state=State.CURRENT, zone=current.zone, live=True, frozen=current.frozen,
        published_at=at, published_by=by, acknowledged=[finding.key for finding in plan.findings],
    )  # fmt: skip
    for row in rows:
        row.pk, row._state.adding, row.version = None, True, live
        row.frozen = after.get(row.item.code, row.frozen)
    Placement.objects.bulk_create(rows)
    prepare_announcement(live, current, by=by, at=at)
    return live


def _next_number(workshop: Workshop) -> int:
    """The number of the live version; a draft goes on with the one after."""
    draft = workshop.versions.select_for_update().filter(state=State.DRAFT).first()
    if draft is None:
        return workshop.versions.aggregate(highest=Max("number"))["highest"] + 1
    draft.number += 1
    draft.save(update_fields=["number"])
    return draft.number - 1


def _passed_on(plan: Plan, *, by: User) -> None:
    """The items themselves, so that every later agenda says the same; an open page of the draft is told."""
    for item in plan.items:
        _item(item, plan)
    if plan.handover.who:
        _teams(plan)
        _steps(plan)
    draft = AgendaVersion.objects.filter(workshop=plan.workshop, state=State.DRAFT).first()
    for item in plan.items if draft else ():
        with edited(draft, verb="item", by=by, about=item.code):
            pass


def _item(item: AgendaItem, plan: Plan) -> None:
    lost = plan.lost_in(item)
    values = {"interpreted_languages": [one for one in item.interpreted_languages if one not in lost]}
    who, successor = plan.handover.who, plan.handover.successor
    if who and item.lead.strip().casefold() == who.name.casefold():
        values["lead"] = successor.name if successor else ""
    AgendaItem.objects.filter(pk=item.pk).update(**values)
    item.teams.remove(*(team for team in item.teams.all() if team.language in lost))
    if who:
        _person(item, who.key, successor.key if successor else None)


def _person(item: AgendaItem, who: int, successor: int | None) -> None:
    rows = {row.person_id: row for row in item.people.all()}
    hers, known = rows.get(who), rows.get(successor) if successor else None
    if hers is None:
        return
    if successor and known:
        ItemPerson.objects.filter(pk=known.pk).update(part=weightier(known.part, hers.part))
    if successor and not known:
        ItemPerson.objects.filter(pk=hers.pk).update(person_id=successor)
    else:
        hers.delete()


def _teams(plan: Plan) -> None:
    """She leaves the teams of interpreters; her successor has her place in each."""
    for team in plan.teams:
        team.members.remove(plan.registration)
        if plan.next_registration:
            team.members.add(plan.next_registration)


def _steps(plan: Plan) -> None:
    """In the session plans that she leads or in which she leads a step, her successor's name."""
    name = plan.handover.successor.name if plan.handover.successor else ""
    PlanStep.objects.filter(pk__in=[step.pk for step in plan.steps]).update(leader=name)
    for whole in SessionPlan.objects.filter(pk__in={step.plan_id for step in plan.steps}):
        whole.revision += 1
        whole.save(update_fields=["revision"])
