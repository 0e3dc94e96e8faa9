"""What the checks say of an agenda as it would be after a day was re-timed."""

import datetime
from collections.abc import Collection
from dataclasses import replace

from ..agenda.checks import Agenda, Finding, check
from ..models import AgendaVersion
from .lateness import Outcome


def required_codes(version: AgendaVersion) -> set[str]:
    """The items that must stand somewhere; one query."""
    return set(version.workshop.items.filter(required=True, retired=False).values_list("code", flat=True))


def weighed(agenda: Agenda, outcome: Outcome, required: Collection[str]) -> tuple[Agenda, list[Finding]]:
    """The agenda after it, and everything that is to be said of that."""
    entries, missed = [], []
    for entry in agenda.entries:
        place = outcome.board.places.get(entry.code)
        if place is None:
            missed += [entry.code] if entry.code in required else []
            continue
        starts_at = outcome.board.starts_at(entry.code)
        ends_at = starts_at + datetime.timedelta(minutes=place.minutes)
        times = {"start": place.start, "second": place.second, "starts_at": starts_at, "ends_at": ends_at}
        entries.append(replace(entry, **times))
    after = replace(agenda, entries=tuple(entries), unscheduled=tuple(sorted({*agenda.unscheduled, *missed})))
    return after, check(after)
