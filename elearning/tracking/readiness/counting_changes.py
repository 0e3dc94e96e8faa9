"""Whose standing on one day we see otherwise now than we saw it before."""

import datetime
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from elearning.people.models import Office, User

from ..models import Standing
from . import counting_rows as rows
from .counting_asked import Asked

Key = list[int | None]  # ids of a person, and of her standings before and now
AT_ONCE = 500


@dataclass(frozen=True)
class Difference:
    """A person who is counted otherwise; None where she was not counted at all."""

    person: User
    before: Standing | None
    now: Standing | None

    @property
    def office(self) -> Office:
        return (self.now or self.before).office


class Differences(Sequence[Difference]):
    """Who is counted otherwise, by office in the order of the tree; only what is looked at is read, in one query."""

    def __init__(self, keys: list[Key]):
        self.keys = keys

    def among(self, people: Container[int]) -> "Differences":
        """Of these people (by id) alone."""
        return Differences([key for key in self.keys if key[0] in people])

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place):
        return self._read(self.keys[place]) if isinstance(place, slice) else self._read([self.keys[place]])[0]

    def __iter__(self) -> Iterator[Difference]:
        return iter(self._read(self.keys))

    def _read(self, keys: list[Key]) -> list[Difference]:
        found: dict[int, Standing] = {}
        wanted = [pk for key in keys for pk in key[1:] if pk]
        for start in range(0, len(wanted), AT_ONCE):
            some = Standing.objects.filter(pk__in=wanted[start : start + AT_ONCE])
            found |= {row.pk: row for row in some.select_related("person", "office")}
        pairs = [(found.get(was), found.get(now)) for _person, was, now in keys]
        rows = [Difference((now or was).person, was, now) for was, now in pairs]
        return sorted(rows, key=lambda row: (row.office.path, row.person.name, row.person.pk))


def differing(asked: Asked, before: datetime.datetime, offices: QuerySet[Office]) -> Differences:
    """Who stands otherwise on the day asked for as known at `asked.known_at` than as known at `before`.

    State or office differ; both rows come with person and office. Two queries, and one for those that are looked at.
    The sum of these rows is the difference of the two counts.
    """
    earlier = replace(asked, known_at=before)
    given_up = _changed(earlier, asked, offices, known_to__lte=asked.known_at)
    learned = _changed(asked, earlier, offices, known_from__gt=before)
    found = []
    for person in {**given_up, **learned}:
        was, now = given_up.get(person), learned.get(person)
        if was is None or now is None or was[1:] != now[1:]:
            found.append(((now or was)[1], person, was and was[0], now and now[0]))
    return Differences([key for _path, *key in sorted(found, key=lambda row: row[:2])])


def _changed(asked: Asked, other: Asked, offices: QuerySet[Office], **bound: datetime.datetime) -> dict[int, tuple]:
    """The rows that held at one moment and not at the other, by person: id, path of the office, state.

    Only late rows, or those of days then open; apart, since each has an index of its own.
    """
    open_since = min(asked.settled, other.settled)
    found = rows.standing(asked).filter(rows.among(offices), **bound)
    news = found.filter(late=True).values_list("person_id", "pk", "office__path", "state")
    opened = found.filter(late=False, day_from__gt=open_since).values_list("person_id", "pk", "office__path", "state")
    return {person: tuple(row) for person, *row in news.union(opened, all=True)}
