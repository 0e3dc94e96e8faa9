"""Reads what was asked in the room: the poll that is open, its votes as counts, questions, parked points."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from elearning.journal.models import LogEntry

from ..models import ParkedPoint, Poll, RoomQuestion, Vote, Workshop

MOST_ON_SCREEN = 6
CLOSED = "workshop.poll_closed"
STAYS = datetime.timedelta(minutes=30)  # so long the result of a poll that is closed hangs in the room
State = RoomQuestion.State


@dataclass(frozen=True)
class Bar:
    """One choice of a poll with its votes: counts, never who."""

    texts: dict[str, str]
    votes: int
    percent: int


@dataclass(frozen=True)
class Shown:
    """A question as the room sees it; `name` is empty unless she wanted it to be shown."""

    uuid: Any
    text: str
    language: str
    name: str
    support: int
    state: str


def open_poll(workshop: Workshop) -> Poll | None:
    """The poll that the room votes in now; one at a time is open."""
    return workshop.polls.filter(state=Poll.State.OPEN).first()


def counted(poll: Poll) -> list[Bar]:
    """The votes of each choice; one query."""
    votes = Counter(poll.votes.values_list("choice", flat=True))
    return bars(poll.choices, votes)


def counted_all(polls: Sequence[Poll]) -> dict[int, list[Bar]]:
    """The votes of many polls by their keys; one query."""
    votes: dict[int, Counter[int]] = {poll.pk: Counter() for poll in polls}
    for poll, choice, many in Vote.objects.filter(poll__in=polls).values_list("poll", "choice").annotate(Count("pk")):
        votes[poll][choice] = many
    return {poll.pk: bars(poll.choices, votes[poll.pk]) for poll in polls}


def bars(choices: Sequence[dict[str, str]], votes: Counter[int]) -> list[Bar]:
    """The choices in their order, each with its share of all votes."""
    total = sum(votes.values()) or 1
    return [Bar(texts, votes[place], round(100 * votes[place] / total)) for place, texts in enumerate(choices)]


def just_closed(workshop: Workshop, at: datetime.datetime) -> Poll | None:
    """The poll that was closed last, if that is not long ago."""
    closings = LogEntry.objects.filter(
        action=CLOSED, subject_type=Poll._meta.label_lower, at__gt=at - STAYS, at__lte=at
    )
    closed = {str(poll.pk): poll for poll in workshop.polls.filter(state=Poll.State.CLOSED)}
    last = closings.filter(subject_id__in=closed).order_by("-at", "-pk").first() if closed else None
    return closed[last.subject_id] if last else None


def poll_shown(workshop: Workshop, *, result: bool, at: datetime.datetime) -> dict[str, Any]:
    """For the screen: the open poll, else the one just closed; its bars once it is closed, or as it is asked."""
    poll = open_poll(workshop) or just_closed(workshop, at)
    if poll is None:
        return {"poll": None, "poll_bars": [], "votes": 0}
    found = counted(poll)
    shows = result or poll.state == Poll.State.CLOSED
    return {"poll": poll, "poll_bars": found if shows else [], "votes": sum(bar.votes for bar in found)}


def questions_of(workshop: Workshop) -> QuerySet[RoomQuestion]:
    """All questions with how many support them."""
    return workshop.questions.annotate(support=Count("supporters")).select_related("registration__person")


def questions_shown(workshop: Workshop) -> list[Shown]:
    """For the screen: those that are let through and wait for an answer, the most supported first; one query."""
    waiting = questions_of(workshop).filter(state=State.SHOWN).order_by("-support", "asked_at", "pk")
    return [shown(one) for one in waiting[:MOST_ON_SCREEN]]


def shown(question: RoomQuestion) -> Shown:
    """The question without who asked it, unless she chose to be named."""
    name = question.registration.person.name if question.with_name else ""
    return Shown(question.uuid, question.text, question.language, name, question.support, question.state)


def parked_of(workshop: Workshop) -> list[ParkedPoint]:
    """All parked points with their owners, in the order in which they were raised; one query. For the report too."""
    return list(workshop.parked.select_related("owner", "raised_by", "item"))


def overdue(points: list[ParkedPoint], today: datetime.date) -> list[ParkedPoint]:
    """Those that are open although their day is over, the oldest first."""
    late = [one for one in points if one.state == ParkedPoint.State.OPEN and one.due_on and one.due_on < today]
    return sorted(late, key=lambda one: (one.due_on, one.pk))


def without_care(points: list[ParkedPoint]) -> list[ParkedPoint]:
    """Those that are open and lack an owner or a day: they would evaporate."""
    return [one for one in points if one.state == ParkedPoint.State.OPEN and not (one.owner_id and one.due_on)]
