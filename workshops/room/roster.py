"""What a device holds of a workshop: the people as badges name them, the checkpoints, the agenda for the timer."""

import datetime
from collections import defaultdict
from typing import Any

from elearning.fields import localized

from ..attendance.checkpoints import Checkpoint, Meant
from ..attendance.fold import UNSEEN
from ..attending import Attendance, attendance_of
from ..models import AgendaVersion, ItemRun, Placement, Registration, SessionPlan, Workshop

KEPT_AFTER = datetime.timedelta(days=2)
HELD = (Workshop.State.CONFIRMED, Workshop.State.LIVE, Workshop.State.REPORTING)


def ends_at(workshop: Workshop) -> datetime.datetime:
    """The midnight that ends the last day at the place."""
    after = workshop.ends_on + datetime.timedelta(days=1)
    return datetime.datetime.combine(after, datetime.time(), tzinfo=workshop.tz).astimezone(datetime.UTC)


def wiped_at(workshop: Workshop) -> datetime.datetime:
    """From when on no device may hold the roster."""
    return ends_at(workshop) + KEPT_AFTER


def is_held(workshop: Workshop, now: datetime.datetime) -> bool:
    """Whether devices may be prepared, and hold the roster."""
    return workshop.state in HELD and now < wiped_at(workshop)


def roster_of(workshop: Workshop, *, title: str, label: str, now: datetime.datetime) -> dict[str, Any]:
    """All that one device holds, in a fixed number of queries."""
    people = workshop.registrations.taking_part().participants()
    people = people.select_related("person", "office", "group", "partner").order_by("number", "pk")
    attendance = attendance_of(workshop, people)
    groups = {one.group_id: one.group.code for one in attendance.people if one.group_id}
    return {
        "now": now.isoformat(),
        "code": workshop.code,
        "title": title,
        "label": label,
        "ends_at": ends_at(workshop).isoformat(),
        "wiped_at": wiped_at(workshop).isoformat(),
        "late_after": workshop.late_after,
        "people": [person_of(one) for one in attendance.people],
        "checkpoints": [_checkpoint(one, groups) for one in attendance.checkpoints],
        "seen": _seen(attendance),
        "agenda": agenda_of(workshop),
        "runs": [run_of(run) for run in ItemRun.objects.filter(item__workshop=workshop).select_related("item")],
    }


def person_of(one: Registration) -> dict[str, Any]:
    """One person of the roster; a test holds these keys to the design, so that nothing else ever leaves."""
    return {
        "id": one.number,
        "badge": one.badge_code or "",
        "name": one.person.name,
        "office": one.office.name if one.office else one.partner.organisation if one.partner else "",
        "group": one.group.code if one.group else "",
        "photo": one.photo,
    }


def _checkpoint(one: Checkpoint, groups: dict[int, str]) -> dict[str, Any]:
    titles = [title for title in dict.fromkeys(localized(item.titles) for item in one.items) if title]
    rooms = dict.fromkeys(item.room for item in one.items if item.room)
    return {
        "key": one.key,
        "code": one.code,
        "title": " / ".join(titles[:2]) if one.key in {item.key for item in one.items} else "",
        "day": one.day.isoformat(),
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "room": ", ".join(rooms),
        "items": [_item(item, groups) for item in one.items],
    }


def _item(item: Meant, groups: dict[int, str]) -> dict[str, Any]:
    """When it is and for whom: a group's code, "" for everybody, "-" for a group to which nobody belongs."""
    group = "" if item.group_id is None else groups.get(item.group_id, "-")
    return {
        "starts_at": item.starts_at.isoformat(),
        "ends_at": item.ends_at.isoformat(),
        "worth": item.worth,
        "group": group,
    }


def _seen(attendance: Attendance) -> dict[str, dict[str, list[str]]]:
    """By checkpoint and status the people of whom the server knows; those of whom it does not are left out."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in attendance.people:
        for key, record in attendance.records.get(one.pk, {}).items():
            if record.status != UNSEEN:
                found[key][record.status].append(one.number)
    return found


def agenda_of(workshop: Workshop) -> list[dict[str, Any]]:
    """The items of the agenda in force in the order of time, with the steps of their plans; two queries."""
    current = workshop.versions.filter(state=AgendaVersion.State.CURRENT).values("pk")
    placements = Placement.objects.filter(version__in=current).select_related("item").order_by("starts_at", "lane")
    plans = SessionPlan.objects.filter(item__workshop=workshop).prefetch_related("steps")
    steps = {plan.item_id: plan.steps.all() for plan in plans}
    return [_planned(one, steps.get(one.item_id, ())) for one in placements]


def _planned(one: Placement, steps: Any) -> dict[str, Any]:
    return {
        "uuid": str(one.item.uuid),
        "code": one.item.code,
        "title": localized(one.frozen["titles"]),
        "day": one.day.isoformat(),
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "minutes": one.minutes,
        "room": one.frozen["room"],
        "group": one.frozen["group"],
        "lane": one.lane,
        "steps": [{"text": step.text, "minutes": step.minutes, "leader": step.leader} for step in steps],
    }


def run_of(run: ItemRun) -> dict[str, Any]:
    """A run as devices keep it."""
    return {
        "id": str(run.client_id),
        "item": str(run.item.uuid),
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "planned_minutes": run.planned_minutes,
        "steps": run.steps,
        "updated_at": run.updated_at.isoformat(),
    }
