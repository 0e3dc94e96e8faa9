"""Why a participation or a completion is there or not: the rule, her figures, what is missing, in words. No query."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from elearning.fields import localized

from ..attendance.checkpoints import Checkpoint
from ..attendance.rule import Missing, Outcome
from ..attending import Attendance
from ..models import Registration, Workshop
from .marks import shown, sources


def percent_of(outcome: Outcome) -> str:
    """The exact percent with one decimal, never rounded up to what was not reached."""
    if outcome.percent is None:
        return "–"
    tenths = outcome.credited * 1000 // outcome.counted
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


def still_to_come(attendance: Attendance, one: Registration, now: datetime.datetime) -> int:
    """The minutes meant for her that have not begun."""
    coming = (each for each in attendance.checkpoints if each.starts_at > now)
    return sum(item.worth for each in coming for item in each.meant_for(one.group_id))


def missing_words(outcome: Outcome, workshop: Workshop, titles: Mapping[str, str]) -> list[str]:
    """Each thing that is missing, with its figures and the one next step."""
    return [_word(missing, outcome, workshop, titles) for missing in outcome.missing]


def _word(missing: Missing, outcome: Outcome, workshop: Workshop, titles: Mapping[str, str]) -> str:
    if missing.kind == "percent":
        figures = {"percent": percent_of(outcome), "asked": workshop.participation_percent}
        sentence = _(
            "Participation asks for %(asked)d percent of the minutes that count; %(percent)s percent are credited."
        )
        return sentence % figures
    if missing.kind == "items":
        named = ", ".join(titles.get(code, code) for code in missing.codes)
        asked = {"items": named, "asked": workshop.required_percent}
        return _("Required and not attended for %(asked)d percent of their time: %(items)s.") % asked
    if missing.kind == "test_passed":
        return _("The post-test is not passed.")
    return _("The post-test is not taken.")


def titles_of(found: Sequence[Checkpoint]) -> dict[str, str]:
    """The code and title of each item in the reader's language, by its code."""
    return {item.code: f"{item.code} {localized(item.titles)}".strip() for each in found for item in each.items}


def own_lines(attendance: Attendance, one: Registration, now: datetime.datetime) -> list[dict[str, Any]]:
    """Her checkpoints, each with its items, what is known of it, from which sources, and the minutes."""
    made = []
    for checkpoint in attendance.checkpoints:
        if not (items := checkpoint.meant_for(one.group_id)):
            continue
        record = attendance.record(one.pk, checkpoint.key)
        made.append(
            {
                "checkpoint": checkpoint,
                "items": [(item.code, localized(item.titles), item.required) for item in items],
                "record": record,
                "mark": shown(record),
                "sources": sources(record),
                "worth": sum(item.worth for item in items),
                "coming": checkpoint.starts_at > now,
            }
        )
    return made
