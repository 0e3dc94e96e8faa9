"""What the codes of workshops in a file of past records mean."""

from django.db.models.functions import Lower
from django.dispatch import receiver

from elearning.records.importing.subjects import NamedSubject
from elearning.records.models import LearningRecord
from elearning.records.signals import subjects_named

from .models import Workshop
from .proof.deciding import titles_of
from .proof.topic import topic_of

SUBJECT = "workshop"
KINDS = (LearningRecord.Kind.COMPLETION, LearningRecord.Kind.PARTICIPATION)


@receiver(subjects_named)
def name_workshops(sender, *, kind: str, codes: set[str], **kwargs) -> dict[str, NamedSubject]:
    """Workshops by their code in lower case."""
    if kind != SUBJECT:
        return {}
    found = {}
    for workshop in Workshop.objects.annotate(folded=Lower("code")).filter(folded__in=codes):
        found[workshop.folded] = NamedSubject(
            SUBJECT, workshop.uuid, titles_of(workshop), KINDS, topic=topic_of(workshop), workshop_kind=workshop.kind
        )
    return found
