"""What a line of past records is about: a course, a workshop, or learning from elsewhere."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..models import Equivalence
from ..signals import subjects_named

OUTSIDE = "outside"
ELSEWHERE = uuid.UUID("6f0c8f0e-9d57-4f0b-9a4c-3c7c5b1d2e10")  # the space of names of learning that no table lists


@dataclass(frozen=True)
class NamedSubject:
    """A subject as records copy it; `kinds` are the kinds of record that it can have, the usual one first."""

    kind: str
    uuid: uuid.UUID
    title: dict[str, str]
    kinds: tuple[str, ...]
    topic: uuid.UUID | None = None
    workshop_kind: str = ""
    hours: Any = None


def named(kind: str, codes: set[str]) -> dict[str, NamedSubject]:
    """The courses or workshops that have these codes, as the app above answers."""
    found: dict[str, NamedSubject] = {}
    if codes:
        for _receiver, answer in subjects_named.send(NamedSubject, kind=kind, codes=codes):
            found |= answer or {}
    return found


def equivalences(uuids: Iterable[str]) -> dict[str, NamedSubject]:
    """The rows of the table of equivalences, by their uuid as text."""
    return {str(row.uuid): _of(row) for row in Equivalence.objects.filter(uuid__in=set(uuids))}


def by_title(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], NamedSubject]:
    """By title and provider: a row of the table that is called so, else a subject of its own, always the same."""
    known = {
        (title.casefold(), row.provider.casefold()): _of(row)
        for row in Equivalence.objects.all()
        for title in row.titles.values()
    }
    return {pair: known.get((pair[0].casefold(), pair[1].casefold())) or _elsewhere(*pair) for pair in pairs}


def _of(row: Equivalence) -> NamedSubject:
    return NamedSubject(OUTSIDE, row.uuid, row.titles, ("recognised",), topic=row.topic, hours=row.hours)


def _elsewhere(title: str, provider: str) -> NamedSubject:
    name = f"{title.casefold()}\n{provider.casefold()}"
    return NamedSubject(OUTSIDE, uuid.uuid5(ELSEWHERE, name), {"en": f"{title} · {provider}"}, ("recognised",))
