"""Figures from standings: the door through which everybody asks them."""

from .counting_asked import STATES, Asked, Counts
from .counting_changes import Difference, differing
from .counting_months import firsts, trend
from .counting_offices import WINDOWS, count_offices, expiring
from .counting_people import PER_PAGE, people_query
from .counting_steps import Counted, count

__all__ = [
    "PER_PAGE",
    "STATES",
    "WINDOWS",
    "Asked",
    "Counted",
    "Counts",
    "Difference",
    "count",
    "count_offices",
    "differing",
    "expiring",
    "firsts",
    "people_query",
    "trend",
]
