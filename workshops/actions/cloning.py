"""The deed of holding a workshop again: a new draft with its frame, texts, supporters and agenda, and no people."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import AgendaItem, AgendaVersion, Placement, PlanMaterial, PlanStep, SessionPlan, Workshop, WorkshopText
from .frame import create_workshop, faults_of
from .move_preview import DEADLINES, Move, placements_to_shift, shifted, which_of_two
from .testing import usable_pair

FRAME = (
    "kind",
    "delivery",
    "zone",
    "day_start",
    "day_end",
    "venue",
    "capacity",
    "languages",
    "host_office",
    "parent",
    "checkpoint",
    "participation_percent",
    "required_percent",
    "late_after",
    "excused",
    "post_test",
    "demonstration",
)
ITEM = ("code", "kind", "titles", "lead", "method", "module_code", "floor_languages", "interpreted_languages")
ITEM += ("counts", "required", "human_rights", "visibility", "shortest", "minutes")
PLAN = ("module_code", "title", "language", "objectives", "key_messages", "method", "preparation", "risks", "access")


@dataclass
class Copied:
    """The new workshop, which new row stands for which old one, and codes of items to look at.

    `unplaced` found no place; `twice` stand at a time that comes twice on their day, and took one of the two.
    """

    workshop: Workshop
    unplaced: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    rows: dict[tuple[str, int], models.Model] = field(default_factory=dict)

    def new(self, old: models.Model | None) -> Any:
        """What stands for this row in the new workshop; none for none."""
        return old and self.rows.get((old._meta.model_name, old.pk))

    def copy(self, old: models.Model, names: tuple[str, ...], **values: Any) -> models.Model:
        """Store the same row again, some values being others."""
        made = type(old).objects.create(**{name: getattr(old, name) for name in names} | values)
        self.rows[old._meta.model_name, old.pk] = made
        return made


@transaction.atomic
def clone_workshop(source: Workshop, *, code: str, starts_on: datetime.date, by: User) -> Copied:
    """A draft that begins on `starts_on` and lasts as long, with everything that names no person.

    Who leads an item or a step goes with it: that text says a function, such as Logistics. A due diligence is asked
    anew where there was one. Raises `Refused` for a code that is taken or a day out of range.
    """
    move = Move(starts_on, starts_on + (source.ends_on - source.starts_on), source.zone)
    made = Copied(_frame(source, code, move, by))
    _texts(source, made, move)
    for supporter in source.supporters.order_by("pk"):
        made.copy(supporter, ("office", "organisation", "role", "logo"), workshop=made.workshop)
    for line in source.funding.order_by("pk"):
        made.copy(line, ("donor", "project_code", "share"), workshop=made.workshop)
    for room in source.rooms.all():
        made.copy(room, ("name", "capacity"), workshop=made.workshop)
    for group in source.groups.all():
        made.copy(group, ("code", "name"), workshop=made.workshop)
    quota_fields = ("scope", "office", "least", "most", "least_sex", "least_percent")
    for quota in source.quotas.select_related("partner").order_by("pk"):
        made.copy(quota, quota_fields, workshop=made.workshop, partner=made.new(quota.partner))
    _items(source, made)
    _agenda(source, made, move)
    log(by, "workshop.cloned", made.workshop, source=source.code, unplaced=made.unplaced)
    return made


def _frame(source: Workshop, code: str, move: Move, by: User) -> Workshop:
    values = {name: getattr(source, name) for name in FRAME}
    values |= {"code": code, "starts_on": move.starts_on, "ends_on": move.ends_on}
    for name in DEADLINES:
        day = getattr(source, name)
        values[name] = day and day + move.delta(source)
    asked = source.due_diligence != Workshop.DueDiligence.NOT_APPLICABLE
    values["test_pair"] = usable_pair(source)
    values["due_diligence"] = Workshop.DueDiligence.PENDING if asked else source.due_diligence
    for about, sentence in faults_of(Workshop(**values)):
        raise Refused(sentence, about)
    workshop = create_workshop(values, title="", by=by)
    workshop.texts.all().delete()  # its own stand in their place
    return workshop


def _texts(source: Workshop, made: Copied, move: Move) -> None:
    """What is said, with the theme of each day at its new date."""
    delta = move.delta(source)
    for text in source.texts.all():
        themes = {(datetime.date.fromisoformat(d) + delta).isoformat(): said for d, said in text.themes.items()}
        fields = ("language", "title", "aim", "practical", "status")
        WorkshopText.objects.create(
            workshop=made.workshop, themes=themes, **{name: getattr(text, name) for name in fields}
        )


def _items(source: Workshop, made: Copied) -> None:
    """Items with new names for calendars, and the session plans with their steps and materials."""
    for item in source.items.filter(retired=False).select_related("group"):
        made.copy(item, ITEM, workshop=made.workshop, group=made.new(item.group))
    plans = SessionPlan.objects.filter(item__workshop=source, item__retired=False)
    for plan in plans.select_related("item").prefetch_related("steps", "materials"):
        copied = made.copy(plan, PLAN, item=made.new(plan.item))
        PlanStep.objects.bulk_create(
            PlanStep(plan=copied, order=step.order, minutes=step.minutes, text=step.text, leader=step.leader)
            for step in plan.steps.all()
        )
        PlanMaterial.objects.bulk_create(
            PlanMaterial(plan=copied, name=material.name, per=material.per, quantity=material.quantity)
            for material in plan.materials.all()
        )


def _agenda(source: Workshop, made: Copied, move: Move) -> None:
    """A first draft as it was planned last, so many days later; what cannot stand there waits.

    What was changed on the day itself (a live version) is not carried on.
    """
    states = AgendaVersion.State
    planned = source.versions.exclude(state=states.DRAFT).filter(live=False).order_by("-number").first()
    rows = list(planned.placements.select_related("item", "room")) if planned else placements_to_shift(source)
    draft = AgendaVersion.objects.create(workshop=made.workshop, number=1, state=states.DRAFT, zone=move.zone)
    placed = []
    for row in rows:
        item: AgendaItem | None = made.new(row.item)
        if item is None:
            continue
        row, problem = shifted(row, source, move)
        if problem:
            made.unplaced.append(item.code)
        else:
            placed.append(_placed(draft, item, row, made))
            made.twice += [item.code] if which_of_two(row, move) else []
    Placement.objects.bulk_create(placed)


def _placed(draft: AgendaVersion, item: AgendaItem, row: Placement, made: Copied) -> Placement:
    names = ("day", "start", "minutes", "locked", "lane", "order", "second", "starts_at", "ends_at")
    values = {name: getattr(row, name) for name in names}
    return Placement(version=draft, item=item, room=made.new(row.room), **values)
