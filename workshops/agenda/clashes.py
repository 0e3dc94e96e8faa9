"""What cannot be in two places at once: rooms, groups, persons, teams of interpreters. No database."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from .facts import EVERYBODY, Agenda, Entry
from .findings import Finding, error, warning


def clashes(agenda: Agenda) -> Iterator[Finding]:
    """Everything that is needed twice at one time: rooms and groups are errors, persons and teams warnings."""
    entries = agenda.in_time()
    for room, one, other in _twice(entries, lambda entry: [entry.room.name] if entry.room else []):
        yield error("room_twice", one, other, whom=room, number=_together(one, other))
    yield from _groups(entries)
    yield from _persons(entries)
    for team, one, other in _twice(entries, lambda entry: [each.name for each in entry.teams]):
        yield warning("team_twice", one, other, whom=team, number=_together(one, other))


def _persons(entries: list[Entry]) -> Iterator[Finding]:
    """Persons by themselves and as interpreters; a team that is in two places is a finding of its own."""
    for entry in entries:
        busy = Counter(person for _team, person in entry.tasks)
        for person in (each for each, times in busy.items() if times > 1):
            yield warning("person_twice", entry, whom=person.name, number=entry.minutes, told_apart=person.id)
    for person, one, other in _twice(entries, lambda entry: dict.fromkeys(person for _team, person in entry.tasks)):
        both = [{team for team, busy in entry.tasks if busy == person} for entry in (one, other)]
        if both[0] != both[1] or "" in both[0]:
            minutes = _together(one, other)
            yield warning("person_twice", one, other, whom=person.name, number=minutes, told_apart=person.id)


def overlapping(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Each pair that shares some time, given in the order of time; what only touches does not overlap."""
    open_entries: list[Entry] = []
    for entry in entries:
        open_entries = [one for one in open_entries if one.ends_at > entry.starts_at]
        yield from ((one, entry) for one in open_entries)
        open_entries.append(entry)


def _twice(
    entries: Iterable[Entry], needs: Callable[[Entry], Iterable[Hashable]]
) -> Iterator[tuple[Any, Entry, Entry]]:
    users: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        for need in needs(entry):
            users[need].append(entry)
    for need, using in users.items():
        yield from ((need, one, other) for one, other in overlapping(using))


def _groups(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Organisation (a registration desk) binds nobody; all else that is for participants does."""
    binding = [entry for entry in entries if entry.for_participants and entry.kind != "admin"]
    for one, other in overlapping(binding):
        audiences = {one.audience, other.audience}
        if EVERYBODY in audiences or (len(audiences) == 1 and None not in audiences):
            group = next(iter(audiences - {EVERYBODY, None}), EVERYBODY)
            yield error("group_twice", one, other, whom=group, number=_together(one, other))


def _together(one: Entry, other: Entry) -> int:
    """The minutes that two items share, begun ones counted."""
    shared = min(one.ends_at, other.ends_at) - max(one.starts_at, other.starts_at)
    return -(-int(shared.total_seconds()) // 60)


def free_stretches(busy: Iterable[tuple[Any, Any]], opens_at: Any, closes_at: Any) -> Iterator[tuple[Any, Any]]:
    """What is left of the time from `opens_at` to `closes_at` by what is busy."""
    edges = [(opens_at, opens_at), *sorted(busy), (closes_at, closes_at)]
    ends = itertools.accumulate((end for _start, end in edges), max)
    for end, (start, _end) in zip(ends, edges[1:], strict=False):
        start = min(start, closes_at)
        if start > end:
            yield end, start
