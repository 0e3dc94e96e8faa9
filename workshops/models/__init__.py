"""Workshops: the frame, the agenda, who takes part, and what follows."""

from .after import Letter, Need, Travel
from .agenda import AgendaEdit, AgendaItem, AgendaVersion, InterpreterTeam, ItemPerson, Placement
from .asking import Anonymity, FeedbackForm, FormAnswer, FormTicket, ParkedPoint, Poll, RoomQuestion, Vote
from .attendance import AttendanceEvent, DayClosing, Device, HeadCount, RemoteDay, Resolution
from .commitments import (
    ActionPlan,
    Commitment,
    FollowUp,
    FrameworkStatement,
    Initiative,
    Progress,
    Rating,
)
from .frame import SPOKEN_LANGUAGES, Group, Room, Workshop, WorkshopText
from .pages import WorkshopPage
from .people import Registration
from .plans import PlanMaterial, PlanStep, SessionPlan
from .practices import GoodPractice
from .proof import IssueRun, NameRequest
from .report import Report
from .running import ItemRun, TakeOver
from .seats import FreedSeat, Offer, Quota
from .sheets import Sheet
from .support import FundingLine, Supporter
from .telling import Announcement, CalendarFeed, PersonalChange
from .testing import TestWindow

__all__ = [
    "ActionPlan",
    "AgendaEdit",
    "AgendaItem",
    "AgendaVersion",
    "Announcement",
    "Anonymity",
    "AttendanceEvent",
    "CalendarFeed",
    "Commitment",
    "DayClosing",
    "Device",
    "FeedbackForm",
    "FollowUp",
    "FormAnswer",
    "FormTicket",
    "FrameworkStatement",
    "FreedSeat",
    "FundingLine",
    "GoodPractice",
    "Group",
    "HeadCount",
    "Initiative",
    "InterpreterTeam",
    "IssueRun",
    "ItemPerson",
    "ItemRun",
    "Letter",
    "NameRequest",
    "Need",
    "Offer",
    "ParkedPoint",
    "PersonalChange",
    "Placement",
    "PlanMaterial",
    "PlanStep",
    "Poll",
    "Progress",
    "Quota",
    "Rating",
    "Registration",
    "RemoteDay",
    "Report",
    "Resolution",
    "Room",
    "RoomQuestion",
    "SPOKEN_LANGUAGES",
    "SessionPlan",
    "Sheet",
    "Supporter",
    "TakeOver",
    "TestWindow",
    "Travel",
    "Vote",
    "Workshop",
    "WorkshopPage",
    "WorkshopText",
]
