"""Workshops: the frame, the agenda, and who takes part."""

from .agenda import AgendaItem, AgendaVersion, Placement
from .frame import Group, Room, Workshop, WorkshopText
from .people import Registration

__all__ = [
    "AgendaItem",
    "AgendaVersion",
    "Group",
    "Placement",
    "Registration",
    "Room",
    "Workshop",
    "WorkshopText",
]
