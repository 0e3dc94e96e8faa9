"""The walk through the days of one person towards one requirement: met, exempt, due, overdue, one after the other."""

import datetime
from collections.abc import Iterable, Sequence

from .audience import InForce, asks, spans
from .facts import AbsenceFact, ExemptionFact, OfflineFact, RecordFact, VersionFact, day_plus, last_of
from .stretches import Lasting, Served, due_days, holds_on, lasting, matches, uncounted_days, validity


def walk(row: Sequence[Served], ruling: Sequence[InForce], **known) -> list[tuple]:
    """Pieces (day_from, day_to, (office, category, state, until)); `known` is what Walk takes, and all that counts."""
    return Walk(row, **known).through(spans(row, ruling))


class Walk:
    """Where she is: since when she is asked, what she last held, and what was said of each day so far."""

    def __init__(
        self,
        row: Sequence[Served],
        *,
        records: Sequence[RecordFact],
        exemptions: Sequence[ExemptionFact] = (),
        absences: Sequence[AbsenceFact] = (),
        offlines: Sequence[OfflineFact] = (),
    ):
        self.records = records
        self.exempt = lasting((each.day_from, each.day_to) for each in exemptions) if exemptions else ()
        self.uncounted = uncounted_days(row, absences, offlines) if absences or offlines else ()
        self.pieces: list[tuple] = []
        self.valid: dict[int, list[Lasting]] = {}
        self.opened: datetime.date | None = None  # the day from which she has `days` to comply
        self.lapsed: datetime.date | None = None  # else the last day of what she held

    def through(self, found: Iterable[tuple]) -> list[tuple]:
        before, reached = None, None
        for day_from, day_to, posting, since, version in found:
            self.place = posting.office, posting.category
            if version is None or not asks(version, posting, since):
                before = None
                self.say(day_from, day_to, "not_required", None)
                continue
            met = self.valid_under(version)
            if before is None or reached != day_from or self._taken_away(before, version, day_from):
                self.opened, self.lapsed = day_from, None
            self.asked(day_from, day_to, version, met)
            before, reached = version, day_to
        return self.pieces

    def valid_under(self, version: VersionFact) -> list[Lasting]:
        """The days on which her records satisfy a version."""
        found = self.valid.get(version.number)
        if found is None:
            stretches = [validity(version, record) for record in self.records if matches(version, record)]
            found = self.valid[version.number] = lasting(stretches)
        return found

    def _taken_away(self, before: VersionFact, version: VersionFact, day: datetime.date) -> bool:
        """Whether she would be met on this day had the version not changed."""
        if before is version:
            return False
        return holds_on(self.valid_under(before), day) and not holds_on(self.valid_under(version), day)

    def asked(self, day: datetime.date, day_to: datetime.date, version: VersionFact, met: list[Lasting]) -> None:
        """Days on which one version asks her at one posting."""
        for start, end, in_sight in met:
            if end <= day:
                continue
            if start >= day_to:
                break
            if start > day:
                self.unmet(day, start, version)
                day = start
            self.say(day, min(end, day_to), "met", last_of(in_sight))
            if end > day_to:
                return
            day = end
            if end == in_sight:
                self.opened, self.lapsed = None, last_of(end)
        if day < day_to:
            self.unmet(day, day_to, version)

    def unmet(self, day: datetime.date, day_to: datetime.date, version: VersionFact) -> None:
        """Days without a valid record: exempt, or else due and overdue."""
        for start, end, in_sight in self.exempt:
            if end <= day:
                continue
            if start >= day_to:
                break
            if start > day:
                self.owing(day, start, version)
                day = start
            self.say(day, min(end, day_to), "exempt", last_of(in_sight))
            day = min(end, day_to)
            if day == day_to:
                return
        self.owing(day, day_to, version)

    def owing(self, day: datetime.date, day_to: datetime.date, version: VersionFact) -> None:
        """Days on which she has still to comply."""
        rows = self.debt(version)
        for place, (_, due) in enumerate(rows):
            ends = rows[place + 1][0] if place + 1 < len(rows) else day_plus(due, version.grace + 1)
            if day < ends:
                self.say(day, min(ends, day_to), "due", due)
                day = min(ends, day_to)
            if day == day_to:
                return
        self.say(day, day_to, "overdue", rows[-1][1])

    def debt(self, version: VersionFact) -> list[tuple[datetime.date | None, datetime.date]]:
        """The due days of what she owes, as `due_days` gives them."""
        return due_days(self.opened or self.lapsed, version.days if self.opened else 0, self.uncounted)

    def say(self, day_from: datetime.date, day_to: datetime.date, state: str, until: datetime.date | None) -> None:
        """Write down a piece; what only goes on is the same piece."""
        value = (*self.place, state, until)
        if self.pieces and self.pieces[-1][1] == day_from and self.pieces[-1][2] == value:
            day_from = self.pieces.pop()[0]
        self.pieces.append((day_from, day_to, value))
