"""Workshops: the frame, the agenda, who takes part, and what follows."""

from .after import Letter, Need, Travel
from .agenda import AgendaEdit, AgendaItem, AgendaVersion, InterpreterTeam, ItemPerson, Placement
from .frame import SPOKEN_LANGUAGES, Group, Room, Workshop, WorkshopText
from .pages import WorkshopPage
from .people import Registration
from .plans import PlanMaterial, PlanStep, SessionPlan
from .seats import FreedSeat, Offer, Quota
from .support import FundingLine, Supporter
from .telling import Announcement, CalendarFeed, PersonalChange

__all__ = [
    "SPOKEN_LANGUAGES",
    "AgendaEdit",
    "AgendaItem",
    "AgendaVersion",
    "Announcement",
    "CalendarFeed",
    "FreedSeat",
    "FundingLine",
    "Group",
    "InterpreterTeam",
    "ItemPerson",
    "Letter",
    "Need",
    "Offer",
    "PersonalChange",
    "Placement",
    "PlanMaterial",
    "PlanStep",
    "Quota",
    "Registration",
    "Room",
    "SessionPlan",
    "Supporter",
    "Travel",
    "Workshop",
    "WorkshopPage",
    "WorkshopText",
]
