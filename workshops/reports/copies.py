"""From an edition to a copy of it, and the languages in which one is drawn."""

from django.conf import settings

from ..models import Report
from .dataset import digest_of
from .document import Copy
from .figures import figures_of


class Changed(ValueError):
    """The stored data set is not the one whose digest was taken: nothing may be drawn from it."""


def intact(report: Report) -> bool:
    """Whether the stored data set is the one that was frozen."""
    return digest_of(report.dataset) == report.sha256


def copy_of(report: Report, *, outside: bool, language: str) -> Copy:
    """The copy with the figures computed anew from the frozen data set. Raises `Changed` if that was tampered with."""
    if not intact(report):
        raise Changed(f"The data set of {report} does not match its digest.")
    texts = report.texts.get(language) or report.texts.get(settings.LANGUAGE_CODE) or {}
    return Copy(report.dataset, figures_of(report.dataset), texts, outside, language)
