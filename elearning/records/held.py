"""What records hold about a person, for her copy of it."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from elearning.people.keeping_data.parts import Part, part
from elearning.people.models import User
from elearning.people.signals import held_about

from .models import Certificate, Claim, LearningRecord, RecordFile, Transcript, TranscriptLink


@receiver(held_about)
def what_i_achieved(sender, *, person: User, **kwargs) -> list[Part]:
    """Records with their evidence, and each document."""
    records = LearningRecord.objects.filter(person=person).select_related("office")
    return [
        part(
            _("What you achieved"),
            records,
            *("title", "subject_kind", "kind", "assessment", "achieved_on", "recorded_at", "office", "category"),
            *("organisation", "organisation_type", "country", "hours", "basis", "valid_until", "reason"),
        ),
        part(_("Certificates"), Certificate.objects.filter(record__person=person), files=("pdf",)),
        part(_("Scans of past records"), RecordFile.objects.filter(record__person=person), files=("file",)),
        part(_("Transcripts"), Transcript.objects.filter(person=person), files=("pdf",)),
        part(_("Links to your transcript"), TranscriptLink.objects.filter(person=person)),
        part(
            _("Learning elsewhere that you claimed"),
            Claim.objects.filter(person=person),
            files=("file",),
            left_out=_("Who decided about it is left out; the reason is here."),
        ),
    ]
