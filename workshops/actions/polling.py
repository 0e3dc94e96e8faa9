"""Deeds upon polls: write one, open it, close it, vote."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import Poll, Registration, Vote, Workshop
from ..running.opening import why_not_open
from .revision import hold

__all__ = ["Closed", "Refused", "close_poll", "open_poll", "save_poll", "vote"]

LEAST, MOST = 2, 8
Texts = dict[str, str]


class Closed(Refused):
    """The poll takes no votes: it is not open yet, or it is closed."""


@transaction.atomic
def save_poll(
    workshop: Workshop,
    poll: Poll | None = None,
    *,
    question: Texts,
    choices: Sequence[Texts],
    by: User,
    at: datetime.datetime | None = None,
) -> Poll:
    """Write a draft, or change one. Raises `Refused` once it was opened: votes are for what was read."""
    at = at or timezone.now()
    workshop = hold(workshop)
    if not LEAST <= len(choices) <= MOST:
        raise Refused(_("Give between %(least)s and %(most)s choices.") % {"least": LEAST, "most": MOST}, "choice_2")
    poll = _locked(workshop, poll) if poll else Poll(workshop=workshop, made_at=at)
    if poll.state != Poll.State.DRAFT:
        raise Refused(_("This poll was opened already, so its words stay. Make another one."))
    poll.question, poll.choices = question, list(choices)
    poll.save()
    log(by, "workshop.poll_saved", poll, at=at)
    return poll


@transaction.atomic
def open_poll(poll: Poll, *, by: User, at: datetime.datetime | None = None) -> Poll:
    """Let the room vote; whichever was open is closed. What is open stays so, what is closed is not reopened."""
    at = at or timezone.now()
    workshop = hold(poll.workshop)
    if closed := why_not_open(workshop, at):
        raise Refused(closed)
    poll = _locked(workshop, poll)
    if poll.state == Poll.State.CLOSED:
        raise Refused(
            _("This poll is closed and its result was shown, so nobody votes in it any more. Make another one.")
        )
    if poll.state == Poll.State.DRAFT:
        for other in workshop.polls.select_for_update().filter(state=Poll.State.OPEN):
            _set(other, Poll.State.CLOSED, "workshop.poll_closed", by, at)
        _set(poll, Poll.State.OPEN, "workshop.poll_opened", by, at)
    return poll


@transaction.atomic
def close_poll(poll: Poll, *, by: User, at: datetime.datetime | None = None) -> Poll:
    """Nobody votes any more; twice is once."""
    poll = _locked(hold(poll.workshop), poll)
    if poll.state == Poll.State.DRAFT:
        raise Refused(_("This poll was not opened yet, so there is nothing to close."))
    if poll.state == Poll.State.OPEN:
        _set(poll, Poll.State.CLOSED, "workshop.poll_closed", by, at or timezone.now())
    return poll


@transaction.atomic
def vote(poll: Poll, registration: Registration, choice: int, *, at: datetime.datetime | None = None) -> Vote:
    """Her vote: one, however often it arrives; the last that arrives while the poll is open stands.

    The journal says nothing of it. Raises `Closed`, or `Refused` for what is no choice or who takes no part.
    """
    # Votes wait for the closing, and for one another.
    poll = Poll.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=poll.pk)
    if closed := why_not_open(poll.workshop, at):
        raise Closed(closed)
    if poll.state == Poll.State.CLOSED:
        raise Closed(_("This poll is closed. What you sent before still counts, this did not come in time."))
    if poll.state != Poll.State.OPEN:
        raise Closed(_("This poll is not open yet."))
    if registration.workshop_id != poll.workshop_id or registration.state not in Registration.TAKING_PART:
        raise Refused(_("Only those who take part in this workshop vote here."))
    if not 0 <= choice < len(poll.choices):
        raise Refused(_("Choose one of the answers."))
    return Vote.objects.update_or_create(poll=poll, registration=registration, defaults={"choice": choice})[0]


def _locked(workshop: Workshop, poll: Poll) -> Poll:
    found = Poll.objects.select_for_update().get(pk=poll.pk)
    found.workshop = workshop
    return found


def _set(poll: Poll, state: str, verb: str, by: User, at: datetime.datetime) -> None:
    poll.state = state
    poll.save(update_fields=["state"])
    log(by, verb, poll, at=at)
