"""The preview of a day that runs late, in words: what moves, what does not fit, what is warned of."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elearning.fields import localized

from ..actions.drafting_board import Board, Place
from ..actions.lateness import current_board
from ..agenda.checks import Agenda
from ..assembling import agenda_of
from ..builder.seams import ShownSeam, shown_seam
from ..models import AgendaVersion
from ..wording import finding_words
from .late_forms import LateForm
from .lateness import Outcome, Overrun, run_late
from .weighing import required_codes, weighed


@dataclass(frozen=True)
class Moved:
    """One item: its times before and after, and by how many minutes it is longer (or shorter, below zero)."""

    code: str
    titles: Mapping[str, str]
    before: tuple[datetime.datetime, datetime.datetime]
    after: tuple[datetime.datetime, datetime.datetime] | None
    longer: int
    unlocked: bool


def preview(version: AgendaVersion, form: LateForm, day: datetime.date) -> dict[str, Any]:
    """What the page shows of `form`. Raises `Refused` as `run_late` does."""
    late, board = form.late(), current_board(version)
    outcome = run_late(board, day, late)
    agenda = agenda_of(version)
    titles = {entry.code: entry.titles for entry in agenda.entries}
    after, findings = weighed(agenda, outcome, required_codes(version))
    return {
        "moved": _moved(board, outcome, titles),
        "seams": [_seam(overrun, form, agenda, day) for overrun in outcome.overruns],
        "fits": outcome.fits,
        "errors": [finding_words(one, after) for one in findings if one.is_error],
        "warnings": [
            {"key": one.key, "words": finding_words(one, after), "new": one.key not in version.acknowledged}
            for one in findings
            if not one.is_error
        ],
        "ways": [f"{kind}:{before}" for kind, before in late.ways],
        "has_new": any(not one.is_error and one.key not in version.acknowledged for one in findings),
    }


def _seam(overrun: Overrun, form: LateForm, agenda: Agenda, day: datetime.date) -> dict[str, Any]:
    """The overrun with, for each way out, the address of this page on which it is chosen."""
    titles = {entry.code: f"{entry.code} {localized(entry.titles)}" for entry in agenda.entries}
    seam: ShownSeam = shown_seam(overrun, titles, day)
    ways = [(way, form.address(overrun.named(way.kind), seam.before)) for way in seam.ways]
    return {"seam": seam, "blocks": overrun.blocks, "ways": ways}


def _moved(board: Board, outcome: Outcome, titles: Mapping[str, Mapping[str, str]]) -> list[Moved]:
    rows = []
    for code, (before, after) in outcome.changed.items():
        rows.append(
            Moved(
                code=code,
                titles=titles.get(code, {}),
                before=_times(board, code, before),
                after=_times(outcome.board, code, after) if after else None,
                longer=after.minutes - before.minutes if after else 0,
                unlocked=bool(after and before.locked and not after.locked),
            )
        )
    return sorted(rows, key=lambda row: (row.before, row.code))


def _times(board: Board, code: str, place: Place) -> tuple[datetime.datetime, datetime.datetime]:
    starts_at = board.starts_at(code)
    return starts_at, starts_at + datetime.timedelta(minutes=place.minutes)
