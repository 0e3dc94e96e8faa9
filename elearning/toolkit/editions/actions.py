"""Deeds upon editions by their readers."""

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from ..models import EditionSeen, ModuleEdition

if TYPE_CHECKING:
    from elearning.people.models import User


def mark_seen(person: "User", edition: ModuleEdition, *, at: datetime.datetime | None = None) -> EditionSeen:
    """She has read what changed up to this edition. Twice is once; her evidence and records do not know it."""
    return EditionSeen.objects.get_or_create(person=person, edition=edition, defaults={"at": at or timezone.now()})[0]
