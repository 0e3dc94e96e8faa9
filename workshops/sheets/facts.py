"""What a signature tells about the checkpoints that its box covers: when she came, when she left."""

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..attendance.checkpoints import Checkpoint
from .tokens import Mark


class Fact(NamedTuple):
    """She came in or went out: at which checkpoint, and when."""

    row: str
    checkpoint: str
    verb: str
    at: datetime.datetime


def facts_of(mark: Mark, covered: Sequence[Checkpoint], left: datetime.datetime | None) -> Iterator[Fact]:
    """Coming in at each checkpoint of the box that she was there for, and going out of the one during which she left.

    Minutes late are counted from the beginning of the box. `left` is the instant of the time noted.
    """
    begins = min(each.starts_at for each in covered)
    came = begins + datetime.timedelta(minutes=mark.late or 0)
    for each in covered:
        if came >= each.ends_at or (left and left <= each.starts_at):
            continue
        yield Fact(mark.row, each.key, "in", max(came, each.starts_at))
        if left and left < each.ends_at:
            yield Fact(mark.row, each.key, "out", left)


def impossible(mark: Mark, covered: Sequence[Checkpoint], left: datetime.datetime | None) -> bool:
    """Whether what stands beside the code lies outside of the box: nothing would remain of the signature."""
    return not any(fact.verb == "in" for fact in facts_of(mark, covered, left))
