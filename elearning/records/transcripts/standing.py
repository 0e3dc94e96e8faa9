"""What can be said today of a transcript that was made some time ago."""

from typing import Any

from ..models import LearningRecord, Transcript


def verdict_of(transcript: Transcript) -> dict[str, Any]:
    """For the pages that verify: the transcript, and of its rows those that were annulled since, the newest first."""
    annulled = set(
        LearningRecord.objects.filter(annuls__uuid__in=[row["record"] for row in transcript.rows])
        .order_by()
        .values_list("annuls__uuid", flat=True)
    )
    gone = {str(found) for found in annulled}
    return {"transcript": transcript, "withdrawn": [row for row in transcript.rows if row["record"] in gone]}
