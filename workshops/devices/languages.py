"""In which languages each item was really given, after languages were lost in the middle of a workshop."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from ..models import AgendaVersion, Workshop


@dataclass(frozen=True)
class Told:
    """An item of the agenda in force: from when to when, and in which languages it says that it is given."""

    code: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    floor: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loss:
    """From a moment on nobody interprets into this language in these items."""

    language: str
    since: datetime.datetime
    codes: frozenset[str]


def delivered(items: Iterable[Told], losses: Iterable[Loss]) -> dict[str, tuple[str, ...]]:
    """By code the languages in which the whole of an item was given. Pure.

    An item that began after a loss says what it was given in, since a live agenda was published then. One that was
    under way lost the language before its end.
    """
    losses = list(losses)
    return {item.code: tuple(sorted({*item.floor, *(set(item.interpreted) - _lost(item, losses))})) for item in items}


def _lost(item: Told, losses: Iterable[Loss]) -> set[str]:
    return {loss.language for loss in losses if item.code in loss.codes and item.starts_at < loss.since < item.ends_at}


def languages_delivered(workshop: Workshop) -> dict[str, tuple[str, ...]]:
    """The same of the agenda in force, in two queries; nothing where none was published."""
    rows = workshop.versions.filter(state=AgendaVersion.State.CURRENT).values_list(
        "placements__item__code", "placements__starts_at", "placements__ends_at", "placements__frozen"
    )
    items = [
        Told(code, starts_at, ends_at, tuple(frozen["floor"]), tuple(frozen["interpreted"]))
        for code, starts_at, ends_at, frozen in rows
        if code is not None
    ]
    return delivered(items, losses_of(workshop))


def losses_of(workshop: Workshop) -> list[Loss]:
    """What was lost from when on; one query."""
    found: list[Loss] = []
    for row in workshop.take_overs.all():
        by_language: dict[str, set[str]] = {}
        for code, languages in row.detail.get("lost", {}).items():
            for language in languages:
                by_language.setdefault(language, set()).add(code)
        found += [Loss(language, row.since, frozenset(codes)) for language, codes in sorted(by_language.items())]
    return found
