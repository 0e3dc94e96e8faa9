"""What people gained between a test before and a test after: pure. Fewer than five pairs tell nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from .analysis.figures import mean
from .analysis.hiding import FEWEST, is_few, tells

# A share that is so near to all of the points is all of them.
_MOST = 1 - 1e-9
Points = tuple[float, float]


@dataclass(frozen=True)
class Taken:
    """What one person reached on one side, as a share of the points; what she earned of what, by objective.

    A total from paper has no objectives, and says nothing of passing.
    """

    share: float
    objectives: Mapping[str, Points] = field(default_factory=dict)
    on_paper: bool = False


@dataclass(frozen=True)
class ObjectiveGain:
    """The share of the points of one objective, before and after, of the same people."""

    objective: str
    before: float
    after: float


@dataclass(frozen=True)
class Gain:
    """Shares, and counts of people; None where it would tell of fewer than five, or where nobody could gain."""

    pairs: int
    mean_before: float
    mean_after: float
    mean_gain: float | None
    at_maximum: int | None
    only_before: int | None
    only_after: int | None
    taken_before: int | None
    taken_after: int | None
    objectives: list[ObjectiveGain]


def gain_of_one(before: float, after: float) -> float | None:
    """How much of what a person could still gain she gained; None for one who was at the maximum already."""
    return None if before >= _MOST else (after - before) / (1 - before)


def gain_of(before: Mapping[int, Taken], after: Mapping[int, Taken]) -> Gain | None:
    """The gain of all who took both, each side given by person; None of fewer than five."""
    both = before.keys() & after.keys()
    if len(both) < FEWEST:
        return None
    pairs = [(before[person], after[person]) for person in both]
    gains = [found for one, other in pairs if (found := gain_of_one(one.share, other.share)) is not None]
    only = [len(side.keys() - both) for side in (before, after)]
    at_maximum = len(both) - len(gains)
    return Gain(
        pairs=len(both),
        mean_before=mean([one.share for one, _other in pairs]),
        mean_after=mean([other.share for _one, other in pairs]),
        mean_gain=mean(gains) if len(gains) >= FEWEST else None,
        at_maximum=None if tells(at_maximum, len(gains)) else at_maximum,
        only_before=_told(only[0]),
        only_after=_told(only[1]),
        taken_before=_told(only[0], len(before)),
        taken_after=_told(only[1], len(after)),
        objectives=_objectives([pair for pair in pairs if not any(side.on_paper for side in pair)]),
    )


def _told(few: int, count: int | None = None) -> int | None:
    """The count, unless it tells of those few: alone, or by the pairs taken from it."""
    return None if is_few(few) else few if count is None else count


def _objectives(pairs: Sequence[tuple[Taken, Taken]]) -> list[ObjectiveGain]:
    """Each objective that at least five people were asked on both sides; those with a side from paper are left out."""
    found = []
    for name in sorted({name for pair in pairs for side in pair for name in side.objectives}):
        asked = [pair for pair in pairs if all(side.objectives.get(name, (0, 0))[1] for side in pair)]
        if len(asked) >= FEWEST:
            before, after = ([side.objectives[name] for side in sides] for sides in zip(*asked, strict=True))
            found.append(ObjectiveGain(name, _share(before), _share(after)))
    return found


def _share(points: Sequence[Points]) -> float:
    return fsum(earned for earned, _of in points) / fsum(of for _earned, of in points)
