"""Reads a version of the agenda from the database into the plain facts of `workshops.agenda`."""

from collections import Counter
from typing import Any

from django.db.models import Count, Prefetch, QuerySet, Sum, Value

from .agenda import wall
from .agenda.difference import Standing
from .agenda.facts import Agenda, Entry, Person, Room, Team
from .models import AgendaVersion, InterpreterTeam, ItemPerson, Placement, Registration, Workshop


def agenda_of(version: AgendaVersion) -> Agenda:
    """What the checks and the coverage need, in seven queries (six if `version.workshop` is there already).

    One more where teams of interpreters are at work.

    A published version is read as it was frozen, a draft as its items are now; teams, plans and people are today's.
    Participants are those who hold a seat, so that a draft can be checked before all are confirmed.
    """
    workshop = version.workshop
    members = Prefetch("members", Registration.objects.select_related("person"))
    teams = InterpreterTeam.objects.prefetch_related(members).order_by("language", "name")
    placements = _placements(version).prefetch_related(Prefetch("item__teams", teams))
    placements = placements.annotate(planned=Sum("item__plan__steps__minutes"))
    groups, everybody = _people(workshop)
    missing = workshop.items.filter(required=True, retired=False).exclude(placements__version=version)
    return Agenda(
        zone=version.tz,
        first_day=workshop.starts_on,
        last_day=workshop.ends_on,
        capacity=workshop.capacity,
        entries=tuple(_entry(placement, version) for placement in placements),
        groups=groups,
        everybody=everybody,
        unscheduled=tuple(missing.order_by("code").values_list("code", flat=True)),
        has_teams=workshop.teams.exists(),
    )


def standings_of(version: AgendaVersion) -> list[Standing]:
    """Where each item of the version stands, in two queries; as it was frozen, or of a draft as it is now."""
    return [_standing(placement, version) for placement in _placements(version)]


def facts_now(placement: Placement) -> dict[str, Any]:
    """What `Placement.frozen` would hold if the version were published now. Prefetch `item__people__person`."""
    item = placement.item
    return {
        "titles": item.titles,
        "kind": item.kind,
        "people": [{"name": row.person.name, "part": row.part} for row in item.people.all()],
        "lead": item.lead,
        "method": item.method,
        "room": placement.room.name if placement.room else "",
        "floor": item.floor_languages,
        "interpreted": item.interpreted_languages,
        "group": item.group.code if item.group else "",
        "module": item.module_code,
        "visibility": item.visibility,
        "counts": item.counts,
        "required": item.required,
    }


def _placements(version: AgendaVersion) -> QuerySet[Placement]:
    people = Prefetch("item__people", ItemPerson.objects.select_related("person"))
    return version.placements.select_related("item__group", "room").prefetch_related(people)


def _frozen(placement: Placement, version: AgendaVersion) -> dict[str, Any]:
    """What was frozen; empty for a draft, whatever it was copied from."""
    return placement.frozen if version.state != AgendaVersion.State.DRAFT else {}


def _standing(placement: Placement, version: AgendaVersion) -> Standing:
    facts = facts_now(placement) | _frozen(placement, version)
    for name in ("people", "floor", "interpreted"):
        facts[name] = tuple(facts[name])
    return Standing(
        uuid=str(placement.item.uuid),
        code=placement.item.code,
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        zone=version.zone,
        day=placement.day,
        start=placement.start,
        end=wall(placement.ends_at, version.tz)[1],
        **{name: facts[name] for name in FACTS},
    )


FACTS = (
    "titles", "kind", "people", "lead", "method", "room", "floor", "interpreted",
    "group", "module", "visibility", "counts", "required",
)  # fmt: skip


def _entry(placement: Placement, version: AgendaVersion) -> Entry:
    item, frozen = placement.item, _frozen(placement, version)
    facts = facts_now(placement) | frozen
    persons = [Person(str(row.person_id), row.person.name) for row in item.people.all()]
    if "people" in frozen:
        persons = [Person(row["name"], row["name"]) for row in frozen["people"]]
    return Entry(
        code=item.code,
        kind=facts["kind"],
        day=placement.day,
        start=placement.start,
        second=placement.second,
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        group=facts["group"],
        lane=placement.lane,
        room=Room(facts["room"], placement.room.capacity if placement.room else None) if facts["room"] else None,
        persons=tuple(persons),
        teams=tuple(_team(team) for team in item.teams.all()),
        floor=tuple(facts["floor"]),
        interpreted=tuple(facts["interpreted"]),
        visibility=facts["visibility"],
        shortest=item.shortest,
        plan_minutes=placement.planned,
        titles=facts["titles"],
    )


def _team(team: InterpreterTeam) -> Team:
    people = tuple(Person(str(member.person_id), member.person.name) for member in team.members.all())
    return Team(team.name, team.language, len(people), people)


def _people(workshop: Workshop) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """The participants by language: of each group, also of one that nobody is in yet, and all of them."""
    rows = workshop.registrations.holding().participants().values_list("group__code", "language")
    empty = workshop.groups.values_list("code", Value(""), Value(0))
    groups: dict[str, dict[str, int]] = {}
    everybody: Counter[str] = Counter()
    counted = rows.annotate(number=Count("pk")).order_by().union(empty.order_by(), all=True)
    for group, language, number in sorted(counted, key=lambda row: (row[0] or "", row[1])):
        people = groups.setdefault(group, {}) if group else {}
        if number:
            people[language] = number
            everybody[language] += number
    return groups, dict(everybody)
