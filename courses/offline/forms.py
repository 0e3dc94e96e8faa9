"""The only door for what a device sends: a list of things, each looked at by itself."""

import datetime
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from elearning.toolkit.forms import NoteForm

from ..forms import ConfirmReadForm
from ..models import Arrival

MOST_ITEMS = 100
MOST_BYTES = 1_000_000
MOST_ANSWERS = 200
# A clock that is off by less is as good as ours: the line may have been slow.
CLOSE = datetime.timedelta(minutes=1)
# A clock may say what it likes: these are the first and the last moment that have a day in every zone.
FIRST, LAST = (
    edge.replace(tzinfo=datetime.UTC)
    for edge in (datetime.datetime.min + datetime.timedelta(days=2), datetime.datetime.max - datetime.timedelta(days=2))
)


class ReadForm(ConfirmReadForm):
    """ "I have read this", of a step of one of her courses."""

    course = forms.SlugField(max_length=40)


class KeptNoteForm(NoteForm):
    """A note, with what the device showed as kept when it was begun."""

    page = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    before = forms.CharField(required=False, max_length=10_000)


class ModuleNoteForm(forms.Form):
    """A note on a whole module: each is one by itself, so there was nothing before it."""

    page = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    text = forms.CharField(max_length=10_000)


@dataclass(frozen=True)
class Sent:
    """One thing of the queue: when it was done by our clock, and what the device's said where that was wrong."""

    uuid: uuid.UUID
    kind: str
    body: dict[str, Any]
    done_at: datetime.datetime
    claimed_at: datetime.datetime | None


def things_of(body: bytes) -> tuple[str, list[Any]]:
    """Whose they are, and the things; raises ValidationError where the list cannot be read at all."""
    try:
        sent = json.loads(body)
        owner, items = sent["owner"], sent["items"]
        if not isinstance(owner, str) or not isinstance(items, list) or len(items) > MOST_ITEMS:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValidationError(_("This is no list of things to keep. Nothing of it was taken.")) from error
    return owner, items


def thing_of(item: Any) -> Sent:
    """One thing; raises ValidationError with what is wrong with it."""
    if not isinstance(item, dict) or not _can_be_kept(item):
        raise ValidationError(_("This cannot be read: it holds signs that no keyboard writes, or is of another kind."))
    kind, body = item.get("kind"), item.get("body")
    if kind not in Arrival.Kind.values or not isinstance(body, dict):
        raise ValidationError(_("This is nothing that is kept from a device."))
    try:
        own = uuid.UUID(str(item.get("uuid")))
    except ValueError as error:
        raise ValidationError(_("This has no number of its own, so it could be kept twice.")) from error
    done_at, claimed_at = moment_of(item.get("at")), moment_of(item.get("claimed"), required=False)
    if claimed_at and abs(claimed_at - done_at) < CLOSE:
        claimed_at = None
    return Sent(own, kind, body, done_at, claimed_at)


def moment_of(text: Any, *, required: bool = True) -> datetime.datetime | None:
    """A device's time; raises ValidationError where there must be one and it cannot be read."""
    try:
        moment = parse_datetime(text) if isinstance(text, str) else None
        if moment and timezone.is_naive(moment):
            moment = timezone.make_aware(moment, datetime.UTC)
        moment = moment and min(max(moment.astimezone(datetime.UTC), FIRST), LAST)
    except (ValueError, OverflowError):
        moment = None
    if moment is None and required:
        raise ValidationError(_("This does not say when it was done."))
    return moment


def checked(form: type[forms.Form], body: dict[str, Any]) -> dict[str, Any]:
    """The values of a thing through its form."""
    if not all(value is None or type(value) in (str, int) for value in body.values()):
        raise ValidationError(_("This cannot be read: it holds signs that no keyboard writes, or is of another kind."))
    filled = form({name: "" if value is None else str(value) for name, value in body.items()})
    if not filled.is_valid():
        raise ValidationError([fault for faults in filled.errors.values() for fault in faults])
    return filled.cleaned_data


def answers_of(body: dict[str, Any]) -> dict[int, list[str]]:
    """The answers of a practice by their position."""
    rows = body.get("answers")
    if not isinstance(rows, list) or len(rows) > MOST_ANSWERS:
        raise ValidationError(_("These answers cannot be read."))
    found: dict[int, list[str]] = {}
    for row in rows:
        position, answer = (row.get("position"), row.get("answer")) if isinstance(row, dict) else (None, None)
        if type(position) is not int or not isinstance(answer, list) or not all(type(one) is str for one in answer):
            raise ValidationError(_("These answers cannot be read."))
        found[position] = answer
    return found


def _can_be_kept(item: dict[str, Any]) -> bool:
    """Whether a database takes every text of it: no half characters, no NUL."""
    try:
        text = json.dumps(item, ensure_ascii=False)
        text.encode()
    except (UnicodeEncodeError, ValueError, RecursionError):
        return False
    return "\\u0000" not in text
