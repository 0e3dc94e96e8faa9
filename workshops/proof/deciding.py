"""What is decided for each person at the moment of the issue, as JSON: the run works it off as it was decided."""

from typing import Any

from django.conf import settings

from ..attendance.rule import Outcome
from ..models import AgendaVersion, Workshop, WorkshopText
from .granting import assessment_of, hours_of, percent_shown
from .preview import Preview, Row

SITE = dict(settings.LANGUAGES)


def decided(workshop: Workshop, preview: Preview) -> list[dict[str, Any]]:
    """One entry for each who gets a certificate now."""
    common = {"rule": _rule(workshop), "version": _version(workshop), "workshop": workshop.code}
    return [_entry(row, common, preview.policy.post_test) for row in preview.new]


def titles_of(workshop: Workshop) -> dict[str, str]:
    """The title in each language in which it is more than a draft; prefetch `texts`."""
    texts = {text.language: text for text in workshop.texts.all() if text.status != WorkshopText.Status.DRAFT}
    first = workshop.text(settings.LANGUAGE_CODE)
    return {first.language: first.title} | {language: text.title for language, text in texts.items()}


def _entry(row: Row, common: dict[str, Any], post_test: str) -> dict[str, Any]:
    one, outcome = row.registration, row.outcome
    language = one.language if one.language in SITE else ""
    basis = common | _figures(outcome) | {"events": row.events, "number": one.number, "language": language}
    return {
        "registration": one.pk,
        "kind": row.new,
        "sequence": row.sequence,
        "assessment": assessment_of(row.new, post_test),
        "hours": str(hours_of(outcome)),
        "basis": basis,
    }


def _figures(outcome: Outcome) -> dict[str, Any]:
    lines = [
        {"code": line.code, "worth": line.worth, "credited": line.credited, "status": line.status}
        | ({"required": True} if line.required else {})
        for line in outcome.lines
    ]
    return {
        "percent": str(percent_shown(outcome)),
        "counted": outcome.counted,
        "credited": outcome.credited,
        "test": outcome.test,
        "items": lines,
    }


def _rule(workshop: Workshop) -> dict[str, Any]:
    names = ("checkpoint", "participation_percent", "excused", "required_percent", "post_test", "late_after")
    return {name: getattr(workshop, name) for name in names}


def _version(workshop: Workshop) -> int | None:
    current = workshop.versions.filter(state=AgendaVersion.State.CURRENT)
    return current.values_list("number", flat=True).first()
