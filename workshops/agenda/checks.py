"""The checks of an agenda: errors that forbid publishing, warnings to be acknowledged. No database."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from .clashes import clashes, free_stretches
from .clock import NoSuchTime, utc_instants
from .coverage import missing_languages
from .facts import EVERYBODY, Agenda, Entry, Person, Room, Team
from .findings import Finding, error, warning

__all__ = ["Agenda", "Entry", "Finding", "Person", "Room", "Team", "check"]

# A full day goes on before and after this time of the place: within it a meal and the noon prayer find half an hour.
NOON = (datetime.time(11, 30), datetime.time(14, 30))
PAUSE = 30
# AIIC, strength of teams: one interpreter alone works for 40 minutes at most. Ten minutes of rest end a stretch.
ALONE, REST = 40, 10


def check(agenda: Agenda) -> list[Finding]:
    """Everything that is to be said of the agenda: errors first, each kind in the order of time."""
    found = [*_dates(agenda), *clashes(agenda), *_rooms(agenda), *_pauses(agenda), *_languages(agenda)]
    found += [*_alone(agenda), *_lengths(agenda)]
    found += [warning("unscheduled", code) for code in agenda.unscheduled]
    places = _places(agenda)
    return sorted(found, key=lambda one: (not one.is_error, _place(one, places), one.kind, one.key))


def _places(agenda: Agenda) -> dict[str, int]:
    """The place in time of each item by its code, of each day by its date."""
    places: dict[str, int] = {}
    for place, entry in enumerate(agenda.in_time()):
        places[entry.code] = place
        places.setdefault(entry.day.isoformat(), place)
    return places


def _place(finding: Finding, places: dict[str, int]) -> int:
    """Where the first of its items stands, or its day begins; last what stands nowhere."""
    where = finding.items or (finding.detail["day"],)
    return min(places.get(each, len(places)) for each in where)


def _dates(agenda: Agenda) -> Iterator[Finding]:
    for entry in agenda.entries:
        if not agenda.first_day <= entry.day <= agenda.last_day:
            yield error("outside_dates", entry, day=entry.day.isoformat())
        try:
            utc_instants(entry.day, entry.start, entry.minutes, agenda.zone, second=entry.second)
        except NoSuchTime:
            yield error("no_such_time", entry, day=entry.day.isoformat(), start=f"{entry.start:%H:%M}")


def _rooms(agenda: Agenda) -> Iterator[Finding]:
    """Before anybody is confirmed, an item for everybody is meant for as many as the workshop has seats."""
    for entry in agenda.entries:
        if not (entry.room and entry.room.capacity is not None and entry.for_participants):
            continue
        people = sum(agenda.people(entry.audience).values())
        if entry.audience == EVERYBODY and not people:
            people = agenda.capacity
        if people > entry.room.capacity:
            yield warning("room_small", entry, whom=entry.room.name, number=people, seats=entry.room.capacity)


def _pauses(agenda: Agenda) -> Iterator[Finding]:
    """Half an hour without work around noon, for each group, on each day that goes on before and after noon."""
    by_day: dict[datetime.date, list[Entry]] = defaultdict(list)
    for entry in agenda.entries:
        if entry.spoken_in:
            by_day[entry.day].append(entry)
    for day, entries in sorted(by_day.items()):
        window = [datetime.datetime.combine(day, time, agenda.zone).astimezone(datetime.UTC) for time in NOON]
        free = {group: _longest_pause(entries, group, *window) for group in agenda.groups or [EVERYBODY]}
        short = {group: minutes for group, minutes in free.items() if minutes is not None and minutes < PAUSE}
        if short and len(short) == len(free) and len(set(short.values())) == 1:
            short = {EVERYBODY: min(short.values())}
        for group, minutes in sorted(short.items()):
            yield warning("no_pause", whom=group, number=minutes, day=day.isoformat())


def _longest_pause(
    entries: list[Entry], group: str, opens_at: datetime.datetime, closes_at: datetime.datetime
) -> int | None:
    """The longest free stretch in minutes; None on a day that is not full for this group."""
    busy = [(entry.starts_at, entry.ends_at) for entry in entries if entry.audience in (EVERYBODY, None, group)]
    full = any(start < opens_at for start, _end in busy) and any(end > closes_at for _start, end in busy)
    if not full:
        return None
    stretches = (end - start for start, end in free_stretches(busy, opens_at, closes_at))
    return int(max(stretches, default=datetime.timedelta()).total_seconds() // 60)


def _languages(agenda: Agenda) -> Iterator[Finding]:
    for entry in agenda.entries:
        for language, people in missing_languages(agenda, entry).items():
            yield warning("uncovered", entry, whom=language, number=people)
        promised = set(entry.interpreted) - {team.language for team in entry.teams}
        if agenda.has_teams and entry.spoken_in and promised:
            languages = ", ".join(sorted(promised))
            yield warning("team_missing", entry, whom=languages, number=len(promised))


def _alone(agenda: Agenda) -> Iterator[Finding]:
    """Each stretch in which a team of one works for longer than it should without a rest."""
    alone = defaultdict(list)
    for entry in agenda.in_time():
        for team in entry.teams:
            if team.members == 1:
                alone[team.name].append(entry)
    for team, entries in alone.items():
        for stretch in _stretches(entries):
            last = max(entry.ends_at for entry in stretch)
            minutes = int((last - stretch[0].starts_at).total_seconds() // 60)
            if minutes > ALONE:
                yield warning("interpreter_alone", *stretch, whom=team, number=minutes)


def _stretches(entries: list[Entry]) -> Iterator[list[Entry]]:
    stretch: list[Entry] = []
    for entry in entries:
        rested = max((one.ends_at for one in stretch), default=entry.starts_at) + datetime.timedelta(minutes=REST)
        if stretch and entry.starts_at >= rested:
            yield stretch
            stretch = []
        stretch.append(entry)
    if stretch:
        yield stretch


def _lengths(agenda: Agenda) -> Iterator[Finding]:
    for entry in agenda.entries:
        if entry.plan_minutes is not None and entry.plan_minutes != entry.minutes:
            yield warning("plan_minutes", entry, number=entry.plan_minutes, slot=entry.minutes)
        if entry.minutes < entry.shortest:
            yield warning("too_short", entry, number=entry.minutes, shortest=entry.shortest)
