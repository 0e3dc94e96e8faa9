"""What becomes of records when two rows of one human are merged."""

from django.db.models import Max
from django.dispatch import receiver
from django.utils.translation import gettext as _

from elearning.people.merging.moving import give
from elearning.people.models import Merge
from elearning.people.signals import merging

from .actions import annul
from .models import LearningRecord


@receiver(merging)
def join_records(sender, *, merge: Merge, **kwargs) -> None:
    """All move, with their certificates as they are spelt; what both achieved on one day was achieved once."""
    field = LearningRecord._meta.get_field("person")
    for record in LearningRecord.objects.filter(person=merge.gone).order_by("pk"):
        same = LearningRecord.objects.filter(
            person=merge.kept,
            subject_kind=record.subject_kind,
            subject_uuid=record.subject_uuid,
            kind=record.kind,
        )
        last = same.aggregate(last=Max("sequence"))["last"]
        give(merge, field, [record.pk], **({} if last is None else {"sequence": last + 1}))
        if record.kind != LearningRecord.Kind.ANNULMENT and not _annulled(record):
            _once(merge, record, same)


def _annulled(record: LearningRecord) -> bool:
    return LearningRecord.objects.filter(annuls=record).exists()


def _once(merge: Merge, record: LearningRecord, same) -> None:
    """Of two records of one day the one that was written down later is annulled."""
    twin = same.filter(achieved_on=record.achieved_on, annulled_by=None).exclude(pk=record.pk).first()
    if twin is not None:
        later = max(record, twin, key=lambda each: (each.recorded_at, each.pk))
        later.person = merge.kept
        reason = _("Recorded twice: two rows of one person were merged.")
        annul(later, by=merge.by, reason=reason, evidence_stands=True, at=merge.at)
