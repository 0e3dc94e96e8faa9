"""Does every erasure again that the file beside the database names, after an older backup was restored."""

import datetime
import json
import logging
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ..models import Erasure, User
from .erasing import carry_out, close
from .proofs import lines

logger = logging.getLogger(__name__)
State = Erasure.State
FAILED = "failed, see the log"


@dataclass(frozen=True)
class Replayed:
    """What was found of one line: done before, done now (of how many rows of hers), failed, or nobody is here."""

    uuid: str
    word: str
    rows: int = 0


def replay(at: datetime.datetime | None = None) -> list[Replayed]:
    """Each line in turn, each in a transaction of its own; twice is once."""
    return [_tried(line, at or timezone.now()) for line in lines()]


def _tried(line: dict[str, Any], now: datetime.datetime) -> Replayed:
    """One that cannot be done is logged, and does not keep the others from their turn."""
    try:
        return _again(line, now)
    except Exception:
        logger.exception("The erasure %s was not done again", line["uuid"])
        return Replayed(str(line["uuid"]), FAILED)


def _again(line: dict[str, Any], now: datetime.datetime) -> Replayed:
    said = json.loads(line["proof"]["said"])
    people = User.objects.filter(uuid__in=said["rows"], erased_at=None)
    number = people.count()
    while person := people.order_by(F("merged_into").asc(nulls_first=True), "pk").first():
        close(carry_out(_decided(person, line["uuid"], said, now), at=now), at=now)
    known = User.objects.filter(uuid__in=said["rows"]).exists()
    return Replayed(line["uuid"], "done now" if number else "done before" if known else "nobody is here", number)


@transaction.atomic
def _decided(person: User, uuid: str, said: dict[str, Any], now: datetime.datetime) -> Erasure:
    """The erasure of this person, as decided as it was; a row that was merged later than the backup gets its own."""
    open_one = Erasure.objects.select_for_update().filter(person=person, state__in=[State.ASKED, State.DECIDED]).first()
    known = Erasure.objects.filter(uuid=uuid).exists()
    hers = str(person.uuid) == said["person"] and not known
    erasure = open_one or Erasure(person=person, **({"uuid": uuid} if hers else {}))
    erasure.state = State.DECIDED
    erasure.asked_at = parse_datetime(said["asked"]) or now
    erasure.decided_at = parse_datetime(said["decided"]) or now
    if said["asked_by"] == "herself":
        erasure.asked_by = person
    erasure.save()
    return erasure
