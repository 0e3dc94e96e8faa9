"""A version of the agenda read into plain facts, in a fixed number of queries."""

import datetime

import pytest
from django.utils import translation

from workshops.actions.freezing import snapshot
from workshops.agenda.checks import Person, Room, Team, check
from workshops.agenda.coverage import coverage
from workshops.agenda.difference import difference
from workshops.assembling import agenda_of, facts_now, standings_of
from workshops.models import (
    AgendaItem,
    AgendaVersion,
    InterpreterTeam,
    ItemPerson,
    Placement,
    PlanStep,
    Registration,
    SessionPlan,
)
from workshops.wording import finding_words

pytestmark = pytest.mark.django_db
MODULE_1 = "D1-05 Module 1: What we mean by community engagement and policing: definition and institutional framework"


@pytest.fixture
def current(mombasa) -> AgendaVersion:
    return mombasa.versions.get(state="current")


@pytest.fixture
def draft(current) -> AgendaVersion:
    """A draft with the placements of the current version, as they are."""
    made = AgendaVersion.objects.create(
        workshop=current.workshop, number=current.number + 1, state="draft", zone=current.zone
    )
    for placement in current.placements.all():
        placement.pk, placement.version = None, made
        placement.save()
    return made


def entry_of(version: AgendaVersion, code: str):
    return next(entry for entry in agenda_of(version).entries if entry.code == code)


def standing_of(version: AgendaVersion, code: str):
    return next(standing for standing in standings_of(version) if standing.code == code)


def test_the_agenda_counts_the_participants_by_group_and_language(current):
    agenda = agenda_of(current)
    assert {group: sum(people.values()) for group, people in agenda.groups.items()} == {"A": 18, "B": 19, "C": 13}
    assert sum(agenda.everybody.values()) == 50
    assert (agenda.capacity, agenda.zone.key, len(agenda.entries)) == (50, "Africa/Nairobi", 42)
    assert (agenda.first_day, agenda.last_day) == (datetime.date(2023, 7, 4), datetime.date(2023, 7, 6))
    assert (agenda.unscheduled, agenda.has_teams) == ((), False)


def test_only_participants_who_hold_a_seat_are_counted(current):
    everybody = agenda_of(current).everybody
    first, second, third = Registration.objects.filter(language="en")[:3]
    for registration, facts in (
        (first, {"state": "withdrawn"}),
        (second, {"role": "observer"}),
        (third, {"group": None}),
    ):
        Registration.objects.filter(pk=registration.pk).update(**facts)
    agenda = agenda_of(current)
    assert agenda.everybody["en"] == everybody["en"] - 2
    assert sum(sum(people.values()) for people in agenda.groups.values()) == 47


def test_an_entry_has_all_that_the_checks_ask_for(draft, chen):
    item = AgendaItem.objects.get(code="D1-10C")
    ItemPerson.objects.create(item=item, person=chen, part="lead")
    team = InterpreterTeam.objects.create(workshop=draft.workshop, name="Lusophone", language="pt")
    team.members.set(Registration.objects.all()[:2])
    members = [Person(str(row.person_id), row.person.name) for row in team.members.all()]
    item.teams.add(team, InterpreterTeam.objects.create(workshop=draft.workshop, name="Arabic", language="ar"))
    plan = SessionPlan.objects.create(item=item, title="Actor map", language="en")
    for order, minutes in enumerate((10, 45)):
        PlanStep.objects.create(plan=plan, order=order, minutes=minutes, text="…")
    draft.workshop.rooms.filter(name="Baraza Hall").update(capacity=60)
    entry = entry_of(draft, "D1-10C")
    assert (entry.group, entry.lane, entry.minutes, entry.plan_minutes) == ("C", 3, 70, 55)
    assert entry.room == Room("Baraza Hall", 60)
    assert entry.persons == (Person(str(chen.pk), chen.name),)
    assert entry.teams == (Team("Arabic", "ar", 0), Team("Lusophone", "pt", 2, tuple(members)))
    assert (entry.floor, entry.interpreted) == (("en", "ar"), ("en", "ar", "pt"))
    assert agenda_of(draft).has_teams is True
    assert entry_of(draft, "D1-10A").plan_minutes is None


def test_required_items_that_stand_nowhere_are_named_unless_they_are_retired(draft):
    draft.placements.filter(item__code__in=["D1-05", "D1-06", "D1-09"]).delete()
    AgendaItem.objects.filter(code="D1-06").update(retired=True)
    assert agenda_of(draft).unscheduled == ("D1-05",)


@pytest.mark.parametrize("read", [agenda_of, standings_of])
def test_a_draft_is_read_as_its_items_are_and_a_published_version_as_it_was_frozen(read, draft, current):
    placement = current.placements.select_related("item").get(item__code="D1-08")
    frozen = facts_now(placement) | {"titles": {"en": "As it was"}, "room": "Old hall", "interpreted": ["pt"]}
    frozen["people"] = [{"name": "Chen", "part": "lead"}]
    Placement.objects.filter(item__code="D1-08").update(frozen=frozen)
    AgendaItem.objects.filter(code="D1-08").update(titles={"en": "As it is"})
    one = standing_of if read is standings_of else entry_of
    then, now = one(current, "D1-08"), one(draft, "D1-08")
    assert (then.titles, now.titles) == ({"en": "As it was"}, {"en": "As it is"})
    assert (then.interpreted, now.interpreted) == (("pt",), ("en", "fr", "pt", "ar"))
    rooms = [side.room if read is standings_of else side.room.name for side in (then, now)]
    assert rooms == ["Old hall", "Baraza Hall"]


def test_a_standing_says_where_the_item_stands_on_the_clocks_of_the_place(current):
    standing = standing_of(current, "D1-13")
    assert (standing.day, standing.start, standing.end) == (
        datetime.date(2023, 7, 4), datetime.time(18, 30), datetime.time(20, 0),
    )  # fmt: skip
    assert (standing.room, standing.zone, standing.kind) == ("Hotel terrace", "Africa/Nairobi", "social")
    assert standing.uuid == str(AgendaItem.objects.get(code="D1-13").uuid)


def test_a_draft_that_was_not_touched_does_not_differ_and_a_touched_one_differs_in_that(draft, current):
    assert difference(standings_of(current), standings_of(draft)) == []
    AgendaItem.objects.filter(code="D1-08").update(lead="HQ")
    draft.placements.filter(item__code="D2-05").update(room=None)
    draft.placements.filter(item__code="D3-12").delete()
    found = difference(standings_of(current), standings_of(draft))
    assert [(one.code, one.kind, one.fields) for one in found] == [
        ("D1-08", "edited", ("lead",)),
        ("D2-05", "moved", ("room",)),
        ("D3-12", "removed", ()),
    ]


def test_what_is_read_of_an_item_now_is_what_publishing_freezes(draft):
    for placement in draft.placements.all():
        assert facts_now(placement).items() <= snapshot(placement).items()


def test_a_group_that_nobody_is_in_is_a_group(draft):
    draft.workshop.groups.create(code="Z")
    assert agenda_of(draft).groups["Z"] == {}


@pytest.mark.parametrize(("read", "queries"), [(agenda_of, 7), (standings_of, 2)])
def test_42_items_cost_the_same_queries_as_3(read, queries, draft, django_assert_num_queries):
    many, few = (AgendaVersion(**columns(draft)) for _each in range(2))
    with django_assert_num_queries(queries):
        read(many)
    draft.placements.exclude(item__code__in=["D1-00", "D1-01", "D1-02"]).delete()
    with django_assert_num_queries(queries):
        read(few)


def columns(version: AgendaVersion) -> dict:
    """A version as it comes from the database, its workshop not fetched yet."""
    return AgendaVersion.objects.filter(pk=version.pk).values().get()


def test_nothing_is_to_be_said_against_the_agenda_of_mombasa(current):
    assert check(agenda_of(current)) == []


def test_what_is_spoilt_in_the_agenda_of_mombasa_is_found(draft):
    AgendaItem.objects.filter(code="D1-05").update(interpreted_languages=["en", "fr"])
    draft.placements.filter(item__code="D1-10B").update(room=draft.workshop.rooms.get(name="Tudor Room"))
    draft.workshop.rooms.filter(name="Nyali Room").update(capacity=18)
    draft.placements.filter(item__code="D3-10").delete()
    agenda = agenda_of(draft)
    with translation.override("en"):
        assert [finding_words(finding, agenda) for finding in check(agenda)] == [
            "Tudor Room is used twice for 70 min: "
            "D1-10A Group work: mapping actors and trust at our borders: group A (EN); "
            "D1-10B Travail de groupe : cartographie des acteurs et de la confiance : groupe B (FR).",
            f"{MODULE_1}: Arabic is neither spoken nor interpreted, for 7 people.",
            f"{MODULE_1}: Portuguese is neither spoken nor interpreted, for 3 people.",
            "D2-08B Cliniques de cas (3 x 25 min, les présentateurs tournent) : groupe B (FR): "
            "19 people are meant, Nyali Room seats 18.",
            "D3-10 is required, but stands nowhere on the agenda.",
        ]


def test_the_picture_of_mombasa_shows_each_group_in_each_item_that_is_spoken_in(current):
    rows = coverage(agenda_of(current))
    assert len({row.code for row in rows}) == 29
