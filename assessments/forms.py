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

from .models import Attempt
from .saving import Given

MOST_AT_ONCE = 200


def answers_of_page(attempt: Attempt, data: QueryDict) -> list[Given]:
    """The answers of a posted page that differ from what the page showed (`was0`, `was1` …).

    What another device gave meanwhile, and an older page does not know of, is therefore left alone.
    """
    given = []
    for place in range(len(attempt.paper)):
        answer = data.getlist(f"q{place}")
        if set(answer) != set(data.get(f"was{place}", "").split()):
            given.append(Given(place, answer, uuid.uuid4()))
    return given


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
