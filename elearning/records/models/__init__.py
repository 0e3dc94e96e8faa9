"""The nouns of the app, re-exported."""

from .certificate import Certificate, SigningKey
from .record import LearningRecord

__all__ = ["Certificate", "LearningRecord", "SigningKey"]
