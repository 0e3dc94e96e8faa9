"""Where the items of a draft stand, in memory: pure values, and the day timed anew. No database."""

import datetime
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from ..agenda import Flow, NoSuchTime, PastMidnight, Piece, Seam, midnight_after, retime, utc_instants, wall
from ..agenda.remedies import Remedy, remedies

LONGEST = 24 * 60


class Refused(ValueError):
    """What was asked cannot be done; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Place:
    """Where one item stands: wall time at the place, as `Placement` keeps it; `room` is a primary key."""

    day: datetime.date
    start: datetime.time
    minutes: int
    lane: int = 0
    order: int = 0
    locked: bool = False
    second: bool = False
    room: int | None = None

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"day": self.day.isoformat(), "start": self.start.isoformat("minutes")}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Place":
        times = {
            "day": datetime.date.fromisoformat(said["day"]),
            "start": datetime.time.fromisoformat(said["start"]),
        }
        return cls(**{**said, **times})


@dataclass(frozen=True)
class Board:
    """All places of a draft by the codes of their items; `shortest` knows each item of the workshop.

    `openings` says when the first item of a day begins unless it is locked; it stays while places change.
    """

    places: dict[str, Place]
    shortest: dict[str, int]
    zone: zoneinfo.ZoneInfo
    day_start: datetime.time
    day_end: datetime.time
    openings: dict[datetime.date, datetime.datetime] = field(default_factory=dict)

    @classmethod
    def of(cls, places: dict[str, Place], **facts: Any) -> "Board":
        """A board on which each day goes on beginning when it begins now."""
        bare = cls(places, **facts)
        return replace(bare, openings={day: bare._opening(day) for day in {place.day for place in places.values()}})

    def with_places(self, places: Mapping[str, Place | None]) -> "Board":
        """The same board, some items elsewhere; None takes an item off it."""
        return replace(self, places={code: place for code, place in {**self.places, **places}.items() if place})

    def codes(self, day: datetime.date) -> list[str]:
        """The items of a day in their order."""
        of_day = [(place.order, place.lane, code) for code, place in self.places.items() if place.day == day]
        return [code for _order, _lane, code in sorted(of_day)]

    def starts_at(self, code: str) -> datetime.datetime:
        place = self.places[code]
        return instant(place.day, place.start, self.zone, second=place.second)

    def opens_at(self, day: datetime.date) -> datetime.datetime:
        """When the first item of a day begins unless it is locked: as the day began before, else as days begin."""
        return self.openings.get(day) or instant(day, self.day_start, self.zone)

    def _opening(self, day: datetime.date) -> datetime.datetime:
        """What is locked ahead of everything says nothing of when the others would begin."""
        first = self.codes(day)[0]
        return instant(day, self.day_start, self.zone) if self.places[first].locked else self.starts_at(first)

    def pieces(self, day: datetime.date) -> list[Piece]:
        """A day as `agenda.retime` takes it."""
        return [
            Piece(
                code=code,
                minutes=self.places[code].minutes,
                order=self.places[code].order,
                lane=self.places[code].lane,
                shortest=self.shortest[code],
                locked=self.starts_at(code) if self.places[code].locked else None,
            )
            for code in self.codes(day)
        ]

    def tensions(self, day: datetime.date) -> list["Tension"]:
        """Where the day does not flow smoothly; what is locked to the evening does not make the day too long."""
        pieces, opens_at = self.pieces(day), self.opens_at(day)
        closes_at = instant(day, self.day_end, self.zone)
        by_day = [piece for piece in pieces if not piece.locked or piece.locked < closes_at]
        flow, whole = retime(pieces, opens_at=opens_at), retime(by_day, opens_at=opens_at, closes_at=closes_at)
        found = [Tension(seam, tuple(pieces), flow, opens_at, None) for seam in flow.seams]
        at_end = [seam for seam in whole.seams if seam.before is None]
        return found + [Tension(seam, tuple(by_day), whole, opens_at, closes_at) for seam in at_end]

    def retimed(self, days: Iterable[datetime.date]) -> "Board":
        """These days with each item where the flow puts it. Raises `Refused` where one would go on past midnight."""
        moved = {}
        for day in days:
            for timed in self._flow(day).timed:
                _on, start, second = wall(timed.starts_at, self.zone)
                moved[timed.piece.code] = replace(self.places[timed.piece.code], start=start, second=second)
        return self.with_places(moved)

    def _flow(self, day: datetime.date) -> Flow:
        try:
            return retime(self.pieces(day), opens_at=self.opens_at(day), midnight=midnight_after(day, self.zone))
        except PastMidnight as past:
            sentence = _("%(code)s would go on past midnight. Shorten or move something of that day first.")
            raise Refused(sentence % {"code": past.code}) from past

    def put_back(
        self, places: Mapping[str, Place | None], *, left: Mapping[str, Place | None] | None = None
    ) -> "Board":
        """The places of an earlier state; exactly those, unless an item would be shorter than it may be by now.

        Then it gets its shortest length and its day is timed anew; so is a day on which that was done before, which
        shows in that the items are not where the change left them (`left`), or in that they would overlap.
        """
        long = {
            code: replace(place, minutes=self.shortest[code])
            for code, place in places.items()
            if place and code in self.shortest and place.minutes < self.shortest[code]
        }
        facts = {name: getattr(self, name) for name in ("shortest", "zone", "day_start", "day_end")}
        back = Board.of(self.with_places({**places, **long}).places, **facts)
        drifted = any(_roomless(self.places.get(code)) != _roomless(was) for code, was in (left or {}).items())
        touched = {place.day for place in places.values() if place}
        days = {place.day for place in long.values()} | {day for day in touched if drifted or back._overlaps(day)}
        return back.retimed(sorted(days))

    def _overlaps(self, day: datetime.date) -> bool:
        """Whether an item that is not locked begins before what it waits for is over."""
        flow = retime(self.pieces(day), opens_at=self.opens_at(day))
        return any(self.starts_at(one.piece.code) < one.starts_at for one in flow.timed if not one.piece.locked)


@dataclass(frozen=True)
class Tension:
    """An overrun or slack, with the pieces and the flow that it was found in, as `agenda.remedies` takes them."""

    seam: Seam
    pieces: tuple[Piece, ...]
    flow: Flow
    opens_at: datetime.datetime
    closes_at: datetime.datetime | None

    def remedies(self) -> list[Remedy]:
        return remedies(self.pieces, self.flow, self.seam, self.opens_at, closes_at=self.closes_at)


def _roomless(place: Place | None) -> Place | None:
    return place and replace(place, room=None)


def instant(
    day: datetime.date, start: datetime.time, zone: zoneinfo.ZoneInfo, *, second: bool = False
) -> datetime.datetime:
    """The instant of a wall time in UTC; over a gap of the clocks it is as long after the gap as it was said to be."""
    try:
        return utc_instants(day, start, 0, zone, second=second)[0]
    except NoSuchTime:
        return datetime.datetime.combine(day, start, tzinfo=zone).astimezone(datetime.UTC)
