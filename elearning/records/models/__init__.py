"""The nouns of the app, re-exported."""

from .certificate import Certificate, SigningKey
from .learning import Claim, Equivalence
from .papers import RecordFile, Transcript, TranscriptLink
from .record import LearningRecord

__all__ = [
    "Certificate",
    "Claim",
    "Equivalence",
    "LearningRecord",
    "RecordFile",
    "SigningKey",
    "Transcript",
    "TranscriptLink",
]
