"""Reads what passes on from one to another, or is lost, before anything is done: the plan that a page shows."""

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..agenda.facts import Agenda
from ..agenda.findings import Finding
from ..agenda.handing_over import Handover, Left, Passing, Someone, Stands, left_out, new_findings, passing
from ..assembling import agenda_of
from ..models import (
    AgendaItem,
    AgendaVersion,
    Device,
    InterpreterTeam,
    ItemPerson,
    Placement,
    PlanStep,
    Registration,
    Workshop,
)

State = AgendaVersion.State


@dataclass(frozen=True)
class Plan:
    """What a handover does: `found` in the agenda in force, `items` themselves, and what stands beside them."""

    workshop: Workshop
    handover: Handover
    current: AgendaVersion
    agenda: Agenda
    found: list[Passing]
    left: list[Left]
    findings: list[Finding]
    items: list[AgendaItem]
    teams: list[InterpreterTeam]
    steps: list[PlanStep]
    devices: list[Device]
    registration: Registration | None = None
    next_registration: Registration | None = None

    @property
    def passes(self) -> list[str]:
        """The codes of the items that pass on."""
        return [one.code for one in self.found if one.part or one.interprets]

    @property
    def alone(self) -> list[str]:
        """The codes of those in which nobody is left."""
        return [one.code for one in self.found if one.alone]

    @property
    def only_drafted(self) -> list[str]:
        """The codes of items that stand in the draft alone."""
        known = {one.code for one in self.found}
        return [item.code for item in self.items if item.code not in known]

    def lost_in(self, item: AgendaItem) -> set[str]:
        """The languages that nobody interprets in this item any more."""
        known = next((set(one.lost) for one in self.found if one.code == item.code), None)
        language = {self.handover.language} - set(item.floor_languages) - {""}
        return language if known is None else known

    def as_json(self) -> dict[str, Any]:
        """What is kept of it."""
        return {
            "items": [*self.passes, *self.only_drafted],
            "alone": self.alone,
            "lost": {one.code: list(one.lost) for one in self.found if one.lost},
            "uncovered": {one.code: one.people for one in self.left},
            "steps": len(self.steps),
            "devices": [device.label for device in self.devices],
        }

    @property
    def mark(self) -> str:
        """Tells this plan from any other."""
        said = [self.current.number, self.as_json(), [finding.key for finding in self.findings]]
        said += [[device.pk for device in self.devices], [item.code for item in self.items]]
        said += [self.handover.since.isoformat(), self.handover.language]
        said += [one.key if one else None for one in (self.handover.who, self.handover.successor)]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:20]


def plan_of(
    workshop: Workshop,
    *,
    since: datetime.datetime,
    person: User | None = None,
    successor: User | None = None,
    language: str = "",
) -> Plan:
    """The plan, in a fixed number of queries; raises `Refused` where it makes no sense or nothing passes."""
    registration, next_one = _people(workshop, person, successor, language)
    handover = Handover(since, _someone(person), _someone(successor), language)
    current = workshop.versions.filter(state=State.CURRENT).first()
    if current is None:
        raise Refused(_("No agenda is published, so there is nothing to hand on."))
    current.workshop = workshop
    placements = _placements(current)
    found = passing((_stands(row, handover) for row in placements), handover)
    agenda = agenda_of(current)
    plan = Plan(
        workshop,
        handover,
        current,
        agenda,
        found,
        left_out(agenda, found),
        new_findings(agenda, found, handover),
        _items(workshop, placements, found, handover),
        _teams(workshop, registration),
        _steps(workshop, placements, handover),
        list(workshop.devices.filter(person=person, revoked_at__isnull=True).select_related("workshop"))
        if person
        else [],
        registration,
        next_one,
    )
    if not (plan.found or plan.items or plan.teams or plan.steps or plan.devices):
        raise Refused(_("Nothing is left from that moment on: no item, no plan, no device."))
    return plan


def _people(
    workshop: Workshop, person: User | None, successor: User | None, language: str
) -> tuple[Registration | None, Registration | None]:
    if bool(person) == bool(language):
        raise Refused(_("Choose either a person or a language."), "person")
    if language and successor:
        raise Refused(_("A language that is lost passes to nobody. Choose the interpreter instead."), "successor")
    if person and person == successor:
        raise Refused(_("Choose somebody else to take over."), "successor")
    rows = workshop.registrations.taking_part().filter(person__in=[one for one in (person, successor) if one])
    known = {row.person_id: row for row in rows}
    if successor and successor.pk not in known:
        raise Refused(_("%(name)s is not confirmed here.") % {"name": successor.name}, "successor")
    return known.get(person.pk) if person else None, known.get(successor.pk) if successor else None


def _someone(person: User | None) -> Someone | None:
    return Someone(person.pk, person.name) if person else None


def _placements(version: AgendaVersion) -> list[Placement]:
    teams = Prefetch("item__teams", InterpreterTeam.objects.prefetch_related("members"))
    people = Prefetch("item__people", ItemPerson.objects.all())
    return list(version.placements.select_related("item").prefetch_related(teams, people))


def _stands(row: Placement, handover: Handover) -> Stands:
    who, frozen = handover.who, row.frozen
    rows = frozen["people"] if who and who.key in frozen["whose"] else ()
    part = next((said["part"] for said in rows if said["name"] == who.name), "")
    parts = {who.key: part} if part else {}
    teams = {
        team.name: (team.language, frozenset(member.person_id for member in team.members.all()))
        for team in row.item.teams.all()
    }
    return Stands(row.item.code, row.starts_at, row.ends_at, frozen, parts, teams)


def _items(
    workshop: Workshop, placements: Iterable[Placement], found: Iterable[Passing], handover: Handover
) -> list[AgendaItem]:
    """The items that change themselves: those that pass, and those that stand later in the draft alone."""
    touched = {one.code for one in found if not one.under_way}
    published = {row.item_id for row in placements}
    items = [row.item for row in placements if row.item.code in touched or _is_later_and_hers(row, handover)]
    draft = workshop.versions.filter(state=State.DRAFT).first()
    rows = _placements(draft) if draft else []
    return items + [row.item for row in rows if row.item_id not in published and _is_later_and_hers(row, handover)]


def _is_later_and_hers(row: Placement, handover: Handover) -> bool:
    item = row.item
    if row.starts_at < handover.since:
        return False
    if handover.language:
        return handover.language in item.interpreted_languages and handover.language not in item.floor_languages
    named = item.lead.strip().casefold() == handover.who.name.casefold()
    return named or any(one.person_id == handover.who.key for one in item.people.all())


def _teams(workshop: Workshop, registration: Registration | None) -> list[InterpreterTeam]:
    return list(workshop.teams.filter(members=registration)) if registration else []


def _steps(workshop: Workshop, placements: Iterable[Placement], handover: Handover) -> list[PlanStep]:
    """Of the plans of later items, the steps that she leads by name."""
    if handover.who is None:
        return []
    later = [row.item_id for row in placements if row.starts_at >= handover.since]
    steps = PlanStep.objects.filter(plan__item__in=later, plan__item__workshop=workshop).exclude(leader="")
    name = handover.who.name.casefold()
    return [step for step in steps.order_by("pk") if step.leader.strip().casefold() == name]
