"""Which offices' numbers are shown only together, since a filter makes few people of them; pure."""

from collections.abc import Collection, Mapping

from workshops.reports.hiding import FEWEST

from ..readiness.counting import Counts


def hidden_offices(counts: Mapping[int, Counts], everybody: Mapping[int, Counts]) -> set[int]:
    """The offices to hide. `counts` pass a filter; `everybody` are the counts without it (none: all is shown).

    An office is hidden where under five people pass the filter, or under five do not: that is known by subtraction.
    As many more are hidden with them, smallest first, until they are two at least and neither side is so small.
    """
    people = {office: number.people for office, number in counts.items() if number.people}
    others = {office: everybody[office].people - people[office] for office in people if office in everybody}
    hidden = {office for office in others if is_small(people[office]) or is_small(others[office])}
    rest = sorted(others.keys() - hidden, key=lambda office: (people[office], office))
    while hidden and rest and not _is_crowd(hidden, people, others):
        hidden.add(rest.pop(0))
    return hidden


def _is_crowd(hidden: Collection[int], people: Mapping[int, int], others: Mapping[int, int]) -> bool:
    passing = sum(people[office] for office in hidden)
    return len(hidden) > 1 and passing >= FEWEST and not is_small(sum(others[office] for office in hidden))


def is_small(number: int) -> bool:
    """One to four people."""
    return 0 < number < FEWEST
