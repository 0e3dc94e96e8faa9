"""How often an item changed in a way that a calendar must notice (RFC 5545, SEQUENCE). No database."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What calendars were told of an item in one version; a corrected title is no part of it."""

    version: int
    sequence: int
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    zone: str
    room: str
    venue: str
    visibility: str
    group_id: int | None

    @property
    def _matters(self) -> tuple:
        return self.starts_at, self.ends_at, self.zone, self.room, self.venue, self.visibility, self.group_id

    def follows(self, before: "Said | None", *, current: int | None) -> int:
        """The sequence of this item after `before`, the last version that had it; `current` is the one it replaces.

        One more where start, end, zone, room, venue or status (in their calendars: who it is shown to) changed;
        two more where it was gone and comes back, since its cancellation was one.
        """
        if before is None:
            return 0
        if before.version != current:
            return before.sequence + 2
        return before.sequence + (self._matters != before._matters)
