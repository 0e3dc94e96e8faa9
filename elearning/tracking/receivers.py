"""What is learned below, or said here, of people: their standings must be reckoned again."""

import datetime
from collections.abc import Iterable

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from elearning.people.models import INTERNAL_CATEGORIES, Posting
from elearning.people.signals import facts_changed
from elearning.records.models import LearningRecord
from elearning.records.signals import record_annulled, record_made

from .models import RequirementVersion
from .readiness.deriving import mark_stale


@receiver(facts_changed)
def note_persons(sender, *, persons: Iterable[int], at: datetime.datetime | None = None, **kwargs) -> None:
    """A posting, an absence, a trait, a line that was down, or two people who are one."""
    mark_stale(persons, at=at)


@receiver(record_made)
def note_record(sender, *, record: LearningRecord, **kwargs) -> None:
    """Somebody achieved something."""
    mark_stale([record.person_id], at=record.recorded_at)


@receiver(record_annulled)
def note_annulment(sender, *, annulment: LearningRecord, **kwargs) -> None:
    """Somebody did not."""
    mark_stale([annulment.person_id], at=annulment.recorded_at)


@receiver(post_save, sender=RequirementVersion)
def note_first_version(sender, *, instance: RequirementVersion, **kwargs) -> None:
    """Of those too who left before a requirement came it says that nothing was asked of them.

    Those who are posted from its first day on are noted by the action that publishes a version, the first or another.
    """
    if instance.number == 1:
        posted = Posting.objects.filter(category__in=INTERNAL_CATEGORIES).order_by()
        later = posted.filter(Q(ended_on=None) | Q(ended_on__gte=instance.from_day), withdrawn_at=None)
        gone = posted.exclude(person__in=later.values("person"))
        mark_stale(gone.values_list("person_id", flat=True).distinct(), at=instance.published_at)
