"""A sheet in words: its question as it was asked, and where it comes from."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.people.models import Office

from ..models import FigureSheet
from . import choices, words
from .questions import Question


def asked_of(question: Question) -> list[tuple[str, str]]:
    """The question of a sheet; where a subject or an office is there no more, its code stands."""
    subject = choices.flat(choices.subjects()).get(question.subject, question.subject)
    office = Office.objects.filter(code=question.office).values_list("name", flat=True).first() or question.office
    return words.asked(question, subject, office)


def provenance(sheet: FigureSheet) -> list[str]:
    """Number, moment, for whom, the digest."""
    whom = (
        _("For outside: no names, small crossed numbers hidden.")
        if sheet.outside
        else _("For inside: do not pass it on.")
    )
    when = date_format(sheet.frozen_at, "DATETIME_FORMAT")
    return [
        _("Figure sheet %(number)s, frozen on %(when)s (UTC).") % {"number": sheet, "when": when},
        whom,
        f"SHA-256 {sheet.sha256}",
    ]


def target_words(target: dict) -> str:
    """`12 of 40 persons: 30 %`."""
    return _("Target “%(title)s”: %(actual)s of %(value)s %(measure)s, %(percent)s%%.") % {
        **target,
        "measure": choices.MEASURE_WORDS[target["measure"]],
    }
