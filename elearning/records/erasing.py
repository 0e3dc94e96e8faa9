"""What of records and certificates goes with an erased person; what headquarters counts stays."""

import datetime

from django.dispatch import receiver

from elearning.people.keeping_data.erasing import Goes
from elearning.people.merging.moving import rows
from elearning.people.signals import erasing, sealing

from .models import Certificate, Claim, LearningRecord, RecordFile, Transcript, TranscriptLink
from .sealing import seal

# What an erasure empties of a certificate; all else of its frozen row stays as it is.
NAMELESS = {"name": "", "name_own_script": "", "salt": "", "token": "", "pdf": ""}  # nosec B105


@receiver(erasing)
def take_names(sender, *, people: list[int], at: datetime.datetime, goes: Goes, **kwargs) -> dict[str, int]:
    """Name, salt, signed text and document of certificates go; serial, code, title, dates and state stay.

    The holder's own document still verifies: name and salt stand on it.
    """
    goes.keep(
        "records and certificates: title, dates, office, category, state", "they are counted, and prove themselves"
    )
    certificates = rows(Certificate).filter(record__person__in=people, erased_at=None)
    for each in certificates:
        goes.take(each.pdf)
        goes.also_known_as(each.name, each.name_own_script)
    transcripts = rows(Transcript).filter(person__in=people, erased_at=None)
    goes.take(*(each.pdf for each in transcripts))
    nameless = certificates.update(**NAMELESS, erased_at=at)
    goes.hide_in(rows(Certificate).filter(record__person__in=people))  # why one was revoked, everybody may read
    return {
        "names on certificates": nameless,
        "transcripts": transcripts.update(content={"rows": []}, token="", pdf="", erased_at=at),  # nosec B106
        "links to transcripts": TranscriptLink.objects.filter(person__in=people).delete()[0],
    }


@receiver(erasing)
def take_files(sender, *, people: list[int], goes: Goes, **kwargs) -> dict[str, int]:
    """What she uploaded, and scans that came with records of the past."""
    claims = Claim.objects.filter(person__in=people)
    for claim in claims:
        goes.take(claim.file)
        taken_back = {"state": Claim.State.TAKEN_BACK} if claim.state == Claim.State.WAITING else {}
        Claim.objects.filter(pk=claim.pk).update(file="", sha256=f"erased-{claim.pk}", reason="", **taken_back)
    scans = RecordFile.objects.filter(record__person__in=people)
    goes.take(*(each.file for each in scans))
    goes.hide_in(rows(LearningRecord).filter(person__in=people))
    return {"files of claims": claims.count(), "scans of records": scans.delete()[0]}


@receiver(sealing)
def seal_it(sender, *, purpose: str, content: bytes, **kwargs) -> str:
    """With the key that signs certificates."""
    return seal(purpose, content)
