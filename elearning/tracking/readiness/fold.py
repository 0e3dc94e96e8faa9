"""How one person stands towards one requirement: on each day, as known at a moment or at every moment."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from .audience import INTERNAL, in_force, served
from .facts import FAR_MOMENT, Facts, VersionFact
from .knowing import Rect, rectangles
from .stretches import matches
from .walking import walk

__all__ = ["Piece", "Rect", "stand", "standings"]


class Piece(NamedTuple):
    """How she stood on each day in [day_from, day_to), as known at one moment. `until` is as in Standing."""

    day_from: datetime.date
    day_to: datetime.date
    office: int
    category: str
    state: str
    until: datetime.date | None


class Matter(NamedTuple):
    """What can matter to one requirement among all that is known of a person."""

    postings: list
    versions: list
    records: list
    exemptions: list
    absences: tuple
    offlines: tuple

    @property
    def moments(self) -> set[datetime.datetime]:
        """When the answer may have changed, since something was learned."""
        found = {version.known_from for version in self.versions}
        for rows in (self.postings, self.records, self.exemptions, self.absences, self.offlines):
            for row in rows:
                found.add(row.known_from)
                found.add(row.known_to)
        return found - {FAR_MOMENT}


def stand(facts: Facts, versions: Sequence[VersionFact], known_at: datetime.datetime) -> list[Piece]:
    """Her days from the first posting on, as known at a moment; `versions` are all of one requirement."""
    return [Piece(day_from, day_to, *value) for day_from, day_to, value in _pieces(_matter(facts, versions), known_at)]


def standings(facts: Facts, versions: Sequence[VersionFact]) -> list[Rect]:
    """The same at every moment, in rectangles of days and knowledge; what did not change is one."""
    matter = _matter(facts, versions)
    if not matter.postings:
        return []
    moments = matter.moments
    if len(facts.traits) > 1:
        moments.update(trait.known_from for trait in facts.traits)
    begins = min(posting.known_from for posting in matter.postings)
    return rectangles(
        (moment, _with_traits(_pieces(matter, moment), facts, moment)) for moment in sorted(moments) if moment >= begins
    )


def _matter(facts: Facts, versions: Sequence[VersionFact]) -> Matter:
    requirement = versions[0].requirement if versions else None
    return Matter(
        [posting for posting in facts.postings if posting.category in INTERNAL],
        sorted(versions, key=lambda version: version.number),
        [record for record in facts.records if any(matches(version, record) for version in versions)],
        [exemption for exemption in facts.exemptions if exemption.requirement == requirement],
        facts.absences,
        facts.offlines,
    )


def _known(rows, moment: datetime.datetime) -> list:
    return [row for row in rows if row.known_from <= moment < row.known_to]


def _pieces(matter: Matter, moment: datetime.datetime) -> list[tuple]:
    row = served(_known(matter.postings, moment))
    if not row:
        return []
    ruling = in_force([version for version in matter.versions if version.known_from <= moment])
    return walk(
        row,
        ruling,
        records=_known(matter.records, moment),
        exemptions=_known(matter.exemptions, moment),
        absences=_known(matter.absences, moment),
        offlines=_known(matter.offlines, moment),
    )


def _with_traits(pieces: list[tuple], facts: Facts, moment: datetime.datetime) -> list[tuple]:
    sex, language = next(
        ((trait.sex, trait.language) for trait in facts.traits if trait.known_from <= moment < trait.known_to),
        ("undisclosed", ""),
    )
    return [
        (day_from, day_to, (office, category, sex, language, state, until))
        for day_from, day_to, (office, category, state, until) in pieces
    ]
