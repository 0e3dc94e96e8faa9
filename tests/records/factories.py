"""A plain function that makes a record."""

import datetime
import uuid

from elearning.people.models import User
from elearning.records.actions import record_achievement
from elearning.records.models import LearningRecord

SUBJECT = uuid.UUID("00000000-0000-4000-8000-00000000c0de")
TITLES = {
    "en": "Community Engagement and Policing",
    "fr": "Engagement communautaire et police de proximité",
    "ar": "إشراك المجتمع والشرطة المجتمعية",
}


def make_record(person: User, **fields) -> LearningRecord:
    """A completion on 2 March 2026, unless said otherwise."""
    values = {
        "subject_kind": "course",
        "subject_uuid": SUBJECT,
        "title": TITLES,
        "kind": "completion",
        "achieved_on": datetime.date(2026, 3, 2),
        "hours": "3.5",
        "basis": {"version": 1},
    }
    return record_achievement(person, **values | fields)
