"""Which questions are worth a look, and why: pure. A remark tells no more of few people than the figures do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from .figures import mean
from .gathering import Taken
from .hiding import FEWEST, Cell

HARD, EASY, WEAK, RARE = 0.2, 0.95, 0.1, 0.05


class Reason(StrEnum):
    HARD = "hard"
    EASY = "easy"
    BACKWARD = "backward"
    WEAK = "weak"
    UNCHOSEN = "unchosen"
    RARE = "rare"
    STRONGER = "stronger"


@dataclass(frozen=True)
class Look:
    """One reason; `key` is the choice that it speaks of."""

    reason: Reason
    key: str = ""

    def sentence(self, choice: str = "") -> str:
        """The reason in words, for a reader who is told the words of the choice."""
        return {
            Reason.HARD: _("Less than a fifth of its points were earned: it is very hard, or its key is wrong."),
            Reason.EASY: _("More than nineteen in twenty of its points were earned: it tells hardly anybody apart."),
            Reason.BACKWARD: _(
                "Who did well in the rest did worse here: look whether the right answer is the right one."
            ),
            Reason.WEAK: _("It hardly tells those who did well in the rest from those who did not."),
            Reason.UNCHOSEN: _("Nobody chose “%(choice)s”: it distracts nobody."),
            Reason.RARE: _("Fewer than one in twenty chose “%(choice)s”: it distracts hardly anybody."),
            Reason.STRONGER: _("Who chose “%(choice)s” did better in the rest than who was right here."),
        }[self.reason].replace("%(choice)s", choice)


def looks_of(
    taken: Taken,
    content: Mapping[str, Any],
    facility: float,
    related: float | None,
    choices: Sequence[Cell],
    veiled: bool,
) -> list[Look]:
    """The reasons, in a fixed order. A bound on a veiled facility is told where five people or more lie below it."""
    found = []
    if facility < HARD and _tellable(taken, HARD, veiled):
        found.append(Look(Reason.HARD))
    if facility > EASY and _tellable(taken, 1 - EASY, veiled):
        found.append(Look(Reason.EASY))
    if related is not None and related < WEAK:
        found.append(Look(Reason.BACKWARD if related < 0 else Reason.WEAK))
    wrong = [cell for cell in choices if cell.key not in content["correct"]] if choices else []
    return found + [look for cell in wrong for look in _looks_of_choice(taken, cell)]


def _tellable(taken: Taken, bound: float, hidden: bool) -> bool:
    return not hidden or round(len(set(taken.people)) * bound, 6) >= FEWEST


def _looks_of_choice(taken: Taken, cell: Cell) -> list[Look]:
    chosen = [cell.key in said for said in taken.answers]
    if not any(chosen):
        return [Look(Reason.UNCHOSEN, cell.key)]
    if sum(chosen) / len(taken) < RARE and _tellable(taken, RARE, cell.count is None):
        return [Look(Reason.RARE, cell.key)]
    if cell.count is None or taken.how_many(share >= 1 - 1e-9 for share in taken.shares) < FEWEST:
        return []
    theirs = [rest for rest, so in zip(taken.rests, chosen, strict=True) if so and rest is not None]
    right = [r for r, share in zip(taken.rests, taken.shares, strict=True) if share >= 1 - 1e-9 and r is not None]
    return [Look(Reason.STRONGER, cell.key)] if theirs and right and mean(theirs) > mean(right) + 1e-9 else []
