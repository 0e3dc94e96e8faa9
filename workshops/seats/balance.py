"""The arithmetic of seats: shares, what a quota still has, and whether one more person breaks a least share."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """How many of a whole have one value; `percent` is a whole number, and the percents of a whole make 100."""

    value: str
    count: int
    percent: int


def shares(values: Iterable[str]) -> list[Share]:
    """The share of each value, the largest first, rounded by the largest remainder (Hamilton's method)."""
    counts = sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))
    whole = sum(count for _value, count in counts)
    floors = {value: count * 100 // whole for value, count in counts}
    by_remainder = sorted(counts, key=lambda pair: (-(pair[1] * 100 % whole), -pair[1], pair[0]))
    for value, _count in by_remainder[: 100 - sum(floors.values()) if counts else 0]:
        floors[value] += 1
    return [Share(value, count, floors[value]) for value, count in counts]


@dataclass(frozen=True)
class Standing:
    """One quota and the sexes of those who hold its seats. `least_percent` of 0 asks for no share."""

    least: int
    most: int
    sexes: tuple[str, ...] = ()
    least_sex: str = ""
    least_percent: int = 0

    @property
    def taken(self) -> int:
        return len(self.sexes)

    @property
    def free(self) -> int:
        """Seats up to `most`; never below zero."""
        return max(0, self.most - self.taken)

    @property
    def missing(self) -> int:
        """Seats that are kept for this quota because `least` is not reached yet."""
        return max(0, self.least - self.taken)

    @property
    def over(self) -> int:
        return max(0, self.taken - self.most)

    @property
    def of_sex(self) -> int:
        return self.sexes.count(self.least_sex) if self.least_sex else 0

    @property
    def share_kept(self) -> bool:
        """An empty quota keeps every share."""
        return self.of_sex * 100 >= self.least_percent * self.taken or not self.least_sex

    @property
    def percent_of_sex(self) -> int:
        """Rounded down: 49.9 percent is not yet 50."""
        return self.of_sex * 100 // self.taken if self.taken else 0

    def breaks(self, sex: str) -> bool:
        """Whether one more person of `sex` leaves the quota under its least share.

        Somebody of the sex that is asked for never does; neither does anybody where no share is asked for.
        """
        if not self.least_sex or sex == self.least_sex:
            return False
        return self.of_sex * 100 < self.least_percent * (self.taken + 1)


def kept_for_others(standings: Mapping[Hashable, Standing], key: Hashable) -> int:
    """Seats that the other quotas have not filled up to their least yet."""
    return sum(standing.missing for other, standing in standings.items() if other != key)


def free_seats(standings: Mapping[Hashable, Standing], key: Hashable, *, capacity: int, taken: int) -> int:
    """How many more the quota `key` may seat: within its most, the capacity, and what is kept for the other quotas.

    `taken` counts all who hold a seat, those without a quota too. A `key` that is no quota has no most of its own.
    """
    room = capacity - taken - kept_for_others(standings, key)
    own = standings.get(key)
    return max(0, room if own is None else min(own.free, room))
