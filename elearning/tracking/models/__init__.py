"""What headquarters asks, how everybody stands, and the papers that say so."""

from .counting import Counting
from .exports import ApiClient, Export, Schedule
from .focal import Nudge
from .requirement import Exemption, Requirement, RequirementVersion
from .sheets import FigureSheet, Target
from .standing import ALL, FAR_DAY, FAR_MOMENT, TRAITS, Snapshot, Stale, Standing, groups_of
from .trying import TryOut

__all__ = [
    "ALL",
    "FAR_DAY",
    "FAR_MOMENT",
    "TRAITS",
    "ApiClient",
    "Counting",
    "Exemption",
    "Export",
    "FigureSheet",
    "Nudge",
    "Requirement",
    "RequirementVersion",
    "Schedule",
    "Snapshot",
    "Stale",
    "Standing",
    "Target",
    "TryOut",
    "groups_of",
]
