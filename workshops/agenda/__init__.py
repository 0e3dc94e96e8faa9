"""The computation of an agenda: instants, flow, slots. Pure: no part of it touches the database."""

from .clock import NoSuchTime, exists_twice, midnight_after, utc_instants, wall
from .flow import BadLength, Flow, PastMidnight, Piece, Seam, Timed, retime, with_minutes
from .slots import Slot, days, slots

__all__ = [
    "BadLength",
    "Flow",
    "NoSuchTime",
    "PastMidnight",
    "Piece",
    "Seam",
    "Slot",
    "Timed",
    "days",
    "exists_twice",
    "midnight_after",
    "retime",
    "slots",
    "utc_instants",
    "wall",
    "with_minutes",
]
