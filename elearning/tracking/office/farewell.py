"""The answer to somebody's leaving: thanks, and the way to what she has learned."""

import datetime

from django.dispatch import receiver

from elearning.notices.actions import notify
from elearning.people.leaving import LOOKS_BACK, has_gone
from elearning.people.models import User
from elearning.people.signals import leaving
from elearning.records.transcripts.actions import transcript_link


@receiver(leaving)
def say_farewell(sender, *, person: User, last_day: datetime.date, at: datetime.datetime, **kwargs) -> None:
    """Once, when her last day is over; an end that is written down long after it is no occasion."""
    if not person.email or not has_gone(last_day, at) or at.date() - last_day > LOOKS_BACK:
        return
    path = transcript_link(person, at=at)
    notify(person, "farewell", key=f"farewell:{person.pk}:{last_day}", path=path, at=at, last_day=last_day)
