"""The only door for answers: a posted page, or a batch of JSON from a device."""

import datetime
import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from . import papers
from .models import Attempt
from .saving import Given

MOST_AT_ONCE = 200


def answers_of_page(attempt: Attempt, data: QueryDict) -> list[Given]:
    """The answers of a posted page that differ from what the page showed (`was0`, `was1` …).

    What another device gave meanwhile, and an older page does not know of, is therefore left alone.
    """
    given = []
    for place, question in enumerate(attempt.paper):
        answer = _posted(place, question, data)
        if sorted(answer) != sorted(_shown_before(data.get(f"was{place}", ""))):
            given.append(Given(place, answer, uuid.uuid4()))
    return given


def _posted(place: int, question: papers.Asked, data: QueryDict) -> list[str]:
    """What stands in the fields of one question: `q0` for one thing, `q0.key` for each part of several."""
    keys = papers.parts_of(question)
    if not keys:
        return [_lines(text) for text in data.getlist(f"q{place}") if text.strip()]
    said = {key: data.get(f"q{place}.{key}", "") for key in keys}
    return [f"{key}:{_lines(text)}" for key, text in said.items() if text.strip()]


def _lines(text: str) -> str:
    """Whether lines end as in a posted form or as in a script is no difference."""
    return text.replace("\r\n", "\n")


def _shown_before(text: str) -> list[str]:
    """What the page showed as answered; a page that does not say so showed nothing."""
    try:
        answer = json.loads(text or "[]")
    except ValueError:
        return []
    return [each for each in answer if isinstance(each, str)] if isinstance(answer, list) else []


def answers_of_device(body: bytes) -> list[Given]:
    """The answers of a batch; raises ValidationError where it cannot be read at all."""
    try:
        rows = json.loads(body)["answers"]
        if not isinstance(rows, list) or len(rows) > MOST_AT_ONCE:
            raise ValueError
        return [_read(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationError(
            _("This is no list of answers. Load the page again; what you gave is kept on it.")
        ) from error


def _read(row: dict[str, Any]) -> Given:
    answer, position, sequence = row["answer"], row["position"], row.get("sequence")
    if not (isinstance(answer, list) and all(isinstance(each, str) for each in answer)):
        raise ValueError
    if type(position) is not int or (sequence is not None and type(sequence) is not int):
        raise ValueError
    return Given(position, answer, uuid.UUID(str(row["uuid"])), sequence, _moment(row.get("given_at")))


def _moment(text: str | None) -> datetime.datetime | None:
    """The device's time; one that cannot be read is as good as none."""
    try:
        moment = parse_datetime(str(text)) if text else None
        if moment and timezone.is_naive(moment):
            moment = timezone.make_aware(moment, datetime.UTC)
        return moment.astimezone(datetime.UTC) if moment else None
    except (ValueError, OverflowError):
        return None
