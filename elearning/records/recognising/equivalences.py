"""Deeds upon the table of equivalences: write a row, close it, open it again, remove one that nobody used."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Equivalence, LearningRecord

FIELDS = ("titles", "provider", "topic", "hours", "months")


@transaction.atomic
def save_equivalence(
    known: Equivalence | None,
    *,
    titles: dict[str, str],
    provider: str,
    topic: UUID | None,
    hours: Decimal | None,
    months: int | None,
    by: User,
    at: datetime.datetime | None = None,
) -> Equivalence:
    """A new row, or this one changed: what was accepted by it stays as it was."""
    values = {"titles": titles, "provider": provider, "topic": topic, "hours": hours, "months": months}
    if known is None:
        row = Equivalence.objects.create(**values)
        log(by, "records.equivalence_added", row, at=at, **_plain(values))
        return row
    row = Equivalence.objects.select_for_update().get(pk=known.pk)
    before = {name: getattr(row, name) for name in FIELDS}
    if before == values:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=FIELDS)
    log(by, "records.equivalence_changed", row, at=at, before=_plain(before), after=_plain(values))
    return row


@transaction.atomic
def shut_equivalence(row: Equivalence, *, opened: bool, by: User, at: datetime.datetime | None = None) -> Equivalence:
    """Close it for new claims, or open it again; what was accepted by it stands."""
    row = Equivalence.objects.select_for_update().get(pk=row.pk)
    if row.is_open != opened:
        row.is_open = opened
        row.save(update_fields=["is_open"])
        log(by, "records.equivalence_opened" if opened else "records.equivalence_closed", row, at=at)
    return row


@transaction.atomic
def remove_equivalence(row: Equivalence, *, by: User, at: datetime.datetime | None = None) -> None:
    """Remove a row that no claim and no record names; one that was used is closed instead."""
    row = Equivalence.objects.select_for_update().get(pk=row.pk)
    if is_used(row):
        raise Refused(_("This equivalence was used: close it instead, so that the records that name it stay clear."))
    log(by, "records.equivalence_removed", row, at=at, titles=row.titles, provider=row.provider)
    try:
        row.delete()
    except ProtectedError as fault:  # claimed in between
        raise Refused(_("This equivalence is in use: close it instead.")) from fault


def is_used(row: Equivalence) -> bool:
    """Whether a claim or a record names it."""
    named = LearningRecord.objects.filter(subject_kind="outside", subject_uuid=row.uuid)
    return row.claims.exists() or named.exists()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON holds them."""
    return {name: value if isinstance(value, dict | int | None) else str(value) for name, value in values.items()}
