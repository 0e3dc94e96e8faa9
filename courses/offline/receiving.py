"""Keeping what a device sends: each thing by itself, once, at its own time."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.models import User
from elearning.toolkit.actions import keep_note
from elearning.toolkit.learning.highlights import keep_highlight
from elearning.toolkit.models import ModulePage

from ..actions import confirm_read
from ..models import Arrival, Enrolment
from . import practising
from .forms import KeptNoteForm, ModuleNoteForm, ReadForm, Sent, answers_of, checked, moment_of, thing_of

KEPT, REFUSED = "kept", "refused"


@dataclass(frozen=True)
class Receipt:
    """What became of one thing: kept, or refused with a sentence."""

    uuid: str
    state: str
    said: str = ""


def receive(person: User, items: Iterable[Any], *, at: datetime.datetime | None = None) -> list[dict[str, str]]:
    """Keep all that can be kept, with a receipt for each, in the order in which they came."""
    return [asdict(_receipt(person, item, at or timezone.now())) for item in items]


def _receipt(person: User, item: Any, at: datetime.datetime) -> Receipt:
    named = str(item.get("uuid"))[:36] if isinstance(item, dict) else ""
    try:
        return Receipt(named, KEPT, keep(person, thing_of(item), at=at))
    except ValidationError as refusal:
        return Receipt(named, REFUSED, " ".join(refusal.messages))


@transaction.atomic
def keep(person: User, sent: Sent, *, at: datetime.datetime) -> str:
    """Keep one thing; the same thing twice is one. Says what is to be said of it; raises ValidationError."""
    arrival, is_new = Arrival.objects.get_or_create(
        uuid=sent.uuid, defaults={"person": person, "kind": sent.kind, "received_at": at}
    )
    if not is_new:
        if (arrival.person_id, arrival.kind) != (person.pk, sent.kind):
            raise ValidationError(_("The number of this was used before for something else."))
        return arrival.said
    said = _KEEP[sent.kind](person, sent, at)
    if said:
        arrival.said = said[:300]
        arrival.save(update_fields=["said"])
    return said


def _reading(person: User, sent: Sent, at: datetime.datetime) -> str:
    body = checked(ReadForm, {**sent.body, "uuid": str(sent.uuid)})
    enrolment = Enrolment.objects.whole().filter(person=person, course__code=body["course"]).first()
    if enrolment is None:
        raise ValidationError(_("You are not enrolled in this course. Enrol, and send this again."))
    confirm_read(
        enrolment,
        module_key=body["module"],
        uuid=sent.uuid,
        language=body["language"],
        revision=body["revision"],
        at=at,
        occurred_at=sent.done_at,
        claimed_at=sent.claimed_at,
    )
    return ""


def _note(person: User, sent: Sent, at: datetime.datetime) -> str:
    is_of_module = not sent.body.get("key")
    body = checked(ModuleNoteForm if is_of_module else KeptNoteForm, sent.body)
    module = ModulePage.objects.visible_to(person).select_related("locale").filter(pk=body["page"]).first()
    if module is None:
        raise ValidationError(_("The module of this note is not open to you any more. Copy what you wrote."))
    if is_of_module:
        return _module_note(person, module, sent, body["text"])
    keep_note(
        person,
        module_key=module.translation_key,
        key=body["key"],
        text=body["text"],
        written_at=min(sent.done_at, at),
        before=body["before"],
    )
    return ""


def _module_note(person: User, module: ModulePage, sent: Sent, text: str) -> str:
    try:
        keep_highlight(person, module, uuid=sent.uuid, note=text, at=sent.done_at)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal
    return ""


def _practice(person: User, sent: Sent, at: datetime.datetime) -> str:
    paper, answers = sent.body.get("paper"), answers_of(sent.body)
    begun = moment_of(sent.body.get("started"), required=False) or sent.done_at
    return practising.take_in(
        person,
        sent.uuid,
        paper=paper if isinstance(paper, str) else "",
        answers=answers,
        started_at=begun,
        ended_at=sent.done_at,
        at=at,
    )


_KEEP: dict[str, Callable[[User, Sent, datetime.datetime], str]] = {
    Arrival.Kind.READING: _reading,
    Arrival.Kind.NOTE: _note,
    Arrival.Kind.PRACTICE: _practice,
}
