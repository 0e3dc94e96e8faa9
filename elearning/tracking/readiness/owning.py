"""Whose a row was when: a merge gives it to another person from a moment on, and what was known before stays."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from elearning.people.models import Merge, Moved

from .facts import FAR_MOMENT

NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


class Given(NamedTuple):
    """A merge: what was of `gone` is of `kept` from `at` on."""

    id: int
    kept: int
    gone: int
    at: datetime.datetime


class Owners:
    """Who had which row between which moments, for some people and everyone they were merged with."""

    def __init__(self, persons: set[int], merges: list[Given], moved: dict[tuple[str, str], list[Given]]):
        self.persons, self.moved = persons, moved
        self.after = {merge.gone: merge for merge in merges}

    def of(self, table: str, row: int, person: int) -> Iterator[tuple[int, datetime.datetime, datetime.datetime]]:
        """(person, from, to) of a row that stands with `person` today."""
        since = NEVER
        for merge in self.moved.get((table, str(row)), ()):
            if since < merge.at:
                yield merge.gone, since, merge.at
            since = merge.at
        while merge := self.after.get(person):
            if since < merge.at:
                yield person, since, merge.at
            since, person = max(since, merge.at), merge.kept
        yield person, since, FAR_MOMENT


def owners(person_ids: Iterable[int]) -> Owners:
    """One query where nobody was merged, else two."""
    merges = [Given(*row) for row in Merge.objects.order_by("at", "id").values_list("id", "kept_id", "gone_id", "at")]
    persons = _together(set(person_ids), merges)
    concerned = {merge.id: merge for merge in merges if merge.kept in persons or merge.gone in persons}
    moved: dict[tuple[str, str], list[Given]] = defaultdict(list)
    if concerned:
        rows = Moved.objects.filter(merge__in=concerned, column__in=["person", "person_id"])
        for table, row, merge in rows.order_by("merge__at", "merge_id").values_list("table", "row", "merge_id"):
            moved[table, row].append(concerned[merge])
    return Owners(persons, list(concerned.values()), moved)


def _together(persons: set[int], merges: list[Given]) -> set[int]:
    """These people with everyone who was merged into them, or they into."""
    beside: dict[int, set[int]] = defaultdict(set)
    for merge in merges:
        beside[merge.kept].add(merge.gone)
        beside[merge.gone].add(merge.kept)
    waiting = [person for person in persons if person in beside]
    found = set(persons)
    while waiting:
        more = beside[waiting.pop()] - found
        found |= more
        waiting.extend(more)
    return found
