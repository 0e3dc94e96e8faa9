"""Lists of people as tables: who comes, by consent or for the inside; how they travel; what the kitchen counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models import Need, Registration, Workshop
from .arrivals import nights_of, travel_of

Table = Iterator[list[Any]]


def coming(workshop: Workshop) -> QuerySet[Registration]:
    """Those who take part with their offices and groups, by number."""
    people = workshop.registrations.taking_part().select_related("person", "office", "partner", "group")
    return people.order_by("number", "pk")


def named(workshop: Workshop, *, internal: bool) -> list[Registration]:
    """Whom the list names: all for the inside, else those who agreed to be named."""
    people = coming(workshop)
    return list(people if internal else people.filter(in_list=True))


def place_of(registration: Registration) -> str:
    """The office or the organisation that she comes from."""
    return str(registration.office or registration.partner or "")


def list_table(people: Iterable[Registration], *, internal: bool) -> Table:
    """A heading, then a person a line; above them the mark of a list for the inside."""
    if internal:
        yield [_("Internal: names people who did not agree to be named. Do not pass it on.")]
    head = [_("Name"), _("Name in own script"), _("Role"), _("Office or organisation"), _("Country")]
    inside = [_("Number"), _("Group"), _("Category"), _("Language"), _("State"), _("May be named"), _("Photographs")]
    yield [*head, *(inside if internal else [])]
    for each in people:
        person = each.person
        row = [person.name, person.name_own_script, each.get_role_display(), place_of(each), each.country]
        yield [*row, *_inside(each)] if internal else row


def _inside(each: Registration) -> list[Any]:
    facts = [each.number or "", each.group.code if each.group else "", each.get_category_display()]
    return [*facts, each.get_language_display(), each.get_state_display(), _yes(each.in_list), _yes(each.photo)]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def travel_table(people: Iterable[Registration], workshop: Workshop) -> Table:
    """A heading, then a person a line, times on the clocks of the place; needs are no part of it."""
    yield [
        *[_("Number"), _("Name"), _("Office or organisation"), _("Country"), _("Arrival"), _("Flight or other means")],
        *[_("Departure"), _("Flight or other means back"), pgettext("visa", "Visa"), _("Room in the hotel")],
        *[_("Nights"), _("Telephone"), _("Filled in")],
    ]
    for each in people:
        facts = [each.number or "", each.person.name, place_of(each), each.country]
        yield [*facts, *_journey(each, workshop)]


def _journey(each: Registration, workshop: Workshop) -> list[Any]:
    if (travel := travel_of(each)) is None:
        return [*[""] * 8, _("no")]
    arrives, departs = (
        moment.astimezone(workshop.tz).strftime("%Y-%m-%d %H:%M") if moment else ""
        for moment in (travel.arrives_at, travel.departs_at)
    )
    nights = len(nights_of(travel, workshop.tz))
    row = [arrives, travel.arrives_by, departs, travel.departs_by, travel.get_visa_display(), _yes(travel.hotel)]
    return [*row, nights, travel.phone, _("yes")]


@dataclass(frozen=True)
class Kitchen:
    """What may be told to a caterer: numbers, and nobody's name or words."""

    people: int
    diets: list[tuple[str, int]]
    together: list[tuple[str, int]]
    notes: int
    access: int


def kitchen_of(needs: Iterable[Need], people: int) -> Kitchen:
    """Counts of each diet, of diets that one plate must meet together, and of those who wrote more."""
    needs = list(needs)
    words = dict(Need.Diet.choices)
    single = Counter(diet for need in needs for diet in need.diets)
    joined = Counter(tuple(need.diets) for need in needs if len(need.diets) > 1)
    return Kitchen(
        people=people,
        diets=[(str(word), single[diet]) for diet, word in words.items() if single[diet]],
        together=[(" + ".join(str(words[d]) for d in diets), many) for diets, many in sorted(joined.items())],
        notes=sum(bool(need.diet_note) for need in needs),
        access=sum(bool(need.access) for need in needs),
    )
