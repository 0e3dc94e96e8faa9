"""What the pages of plans show: the agenda with its plans, one plan with its times, templates by module."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import User

from ..actions.planning import edition_of
from ..models import AgendaItem, AgendaVersion, Placement, SessionPlan, Workshop
from ..rules import may_use_templates
from . import reading
from .content import Content
from .timing import beyond, running


@dataclass
class Entry:
    """An item of the agenda with its plan; `beyond` is how many minutes the plan is longer than the slot."""

    item: AgendaItem
    placement: Placement | None
    plan: SessionPlan | None
    beyond: int = 0

    @property
    def pause(self) -> bool:
        """A break or a social hour, of which nobody expects a plan."""
        return self.plan is None and self.item.kind in (AgendaItem.Kind.BREAK, AgendaItem.Kind.SOCIAL)

    @property
    def free(self) -> int:
        """Minutes of the slot that the plan leaves."""
        return -self.beyond


def overview(workshop: Workshop, asked: str, user: User | AnonymousUser) -> dict[str, Any]:
    """The days with their items, those without a slot, and how many have a plan."""
    version = reading.version_shown(workshop, asked)
    placed = reading.placements_with_plans(version, reading.plans_with_minutes())
    entries = [_entry(placement.item, placement) for placement in placed]
    loose = [_entry(item, None) for item in reading.items_without_slot(workshop, placed)]
    days = [(day, list(rows)) for day, rows in groupby(entries, key=lambda entry: entry.placement.day)]
    return {
        "version": version,
        "other": _other(workshop, version),
        "days": days,
        "loose": loose,
        "planned": sum(1 for entry in entries + loose if entry.plan),
        "number": sum(1 for entry in entries + loose if not entry.pause),
        "apart": sum(1 for entry in entries if entry.beyond),
    }


def _entry(item: AgendaItem, placement: Placement | None) -> Entry:
    plan = reading.plan_of(item)
    slot = placement.minutes if placement else None
    return Entry(item, placement, plan, beyond((plan.minutes or 0) if plan else 0, slot))


def _other(workshop: Workshop, version: AgendaVersion | None) -> AgendaVersion | None:
    """The draft while the current version is shown, and the other way round."""
    if version is None:
        return None
    states = [AgendaVersion.State.CURRENT, AgendaVersion.State.DRAFT]
    return workshop.versions.filter(state__in=states).exclude(pk=version.pk).first()


def slot_of(workshop: Workshop, item: AgendaItem) -> dict[str, Any]:
    """Where the item stands in the current agenda, else in the draft."""
    version = reading.version_shown(workshop)
    placements = version.placements.filter(item=item).select_related("room") if version else []
    placement = next(iter(placements), None)
    if placement is None and version and version.state == AgendaVersion.State.CURRENT:
        version = reading.version_shown(workshop, AgendaVersion.State.DRAFT)
        placement = version.placements.filter(item=item).select_related("room").first()
    return {"version": version, "placement": placement}


def of_item(
    workshop: Workshop, item: AgendaItem, plan: SessionPlan | None, user: User | AnonymousUser
) -> dict[str, Any]:
    """One item with its slot, its module and its plan."""
    slot = slot_of(workshop, item)
    placement = slot["placement"]
    starts_at = placement.starts_at if placement else None
    steps = list(running(plan.steps.all(), starts_at, slot["version"].tz if placement else workshop.tz)) if plan else []
    minutes = sum(step.minutes for step, _gone, _at in steps)
    return {
        **slot,
        "item": item,
        "plan": plan,
        "edition": edition_of(plan),
        "steps": steps,
        "minutes": minutes,
        "beyond": beyond(minutes, placement.minutes if placement else None),
        "module": reading.modules_by_code([item.module_code], user).get(item.module_code),
    }


def of_template(template: SessionPlan, user: User | AnonymousUser) -> dict[str, Any]:
    """One template."""
    steps = [(step, gone, None) for step, gone, _at in running(template.steps.all(), None, None)]
    return {
        "plan": template,
        "edition": edition_of(template),
        "steps": steps,
        "minutes": sum(step.minutes for step, _gone, _at in steps),
        "module": reading.modules_by_code([template.module_code], user).get(template.module_code),
    }


def templates_by_module(user: User | AnonymousUser) -> dict[str, Any]:
    """The templates under each module, those without one last."""
    found = list(reading.plans_with_minutes().filter(item=None).order_by("module_code", "title", "language"))
    modules = reading.modules_by_code({template.module_code for template in found}, user)
    rows = [(code, modules.get(code), list(same)) for code, same in groupby(found, key=lambda t: t.module_code)]
    return {"modules": sorted(rows, key=lambda row: (not row[0], row[0])), "may": may_use_templates(user)}


def first_content(workshop: Workshop, item: AgendaItem) -> Content:
    """What a new plan begins with: the title of the item, in the language that it is in, and how it is led."""
    language = item.title_language if item.titles else (workshop.languages or ["en"])[0]
    return Content(texts={"title": item.title, "language": language, "method": item.method})
