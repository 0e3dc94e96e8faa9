"""Deeds upon questions of the room: ask, support, let through, answer, leave unshown."""

import datetime
import uuid as uuids

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import AgendaItem, Registration, RoomQuestion
from ..running.opening import why_not_open
from .revision import hold

__all__ = ["Refused", "ask", "moderate", "support"]

State = RoomQuestion.State
MOST_WAITING = 10


@transaction.atomic
def ask(
    registration: Registration,
    text: str,
    *,
    uuid: uuids.UUID,
    with_name: bool = False,
    language: str = "",
    item: AgendaItem | None = None,
    at: datetime.datetime | None = None,
) -> RoomQuestion:
    """A question that waits until somebody lets it through; the same `uuid` twice is one question.

    The journal names nobody: with it, the asker of a question without a name could be found out.
    """
    at = at or timezone.now()
    workshop = hold(registration.workshop)
    if closed := why_not_open(workshop, at):
        raise Refused(closed)
    known = RoomQuestion.objects.filter(uuid=uuid).first()
    if known and known.registration_id == registration.pk:
        return known
    waiting = workshop.questions.filter(registration=registration, state=State.WAITING).count()
    if waiting >= MOST_WAITING:
        raise Refused(
            _("%(many)s of your questions still wait. Ask again when they were looked at.") % {"many": waiting}
        )
    return RoomQuestion.objects.create(
        uuid=uuids.uuid4() if known else uuid,
        workshop=workshop,
        item=item,
        registration=registration,
        with_name=with_name,
        text=text,
        language=language,
        asked_at=at,
    )


@transaction.atomic
def support(question: RoomQuestion, registration: Registration, *, at: datetime.datetime | None = None) -> RoomQuestion:
    """She asks this too; once, however often. Not her own, and only what is shown and not answered yet."""
    question = RoomQuestion.objects.select_for_update(of=("self",)).select_related("workshop").get(pk=question.pk)
    if closed := why_not_open(question.workshop, at):
        raise Refused(closed)
    if question.state != State.SHOWN:
        raise Refused(_("This question is not open any more."))
    if question.registration_id == registration.pk:
        raise Refused(_("This is your own question; it counts already."))
    question.supporters.add(registration)
    return question


@transaction.atomic
def moderate(question: RoomQuestion, state: str, *, by: User, at: datetime.datetime | None = None) -> RoomQuestion:
    """Show it, say that it was answered, or do not show it; back from each of these too, while the room is open."""
    if state not in (State.SHOWN, State.ANSWERED, State.HIDDEN):
        raise Refused(_("Choose what is to become of the question."))
    at = at or timezone.now()
    workshop = hold(question.workshop)
    if closed := why_not_open(workshop, at):
        raise Refused(closed)
    question = RoomQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if question.state != state:
        log(by, "workshop.question_moderated", question, at=at, before=question.state, after=state)
        question.state = state
        question.save(update_fields=["state"])
    return question
