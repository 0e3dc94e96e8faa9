"""What is shown of the gain of a workshop: shares before and after, of all questions and of each objective."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.gain import Gain
from assessments.models import TestPair
from assessments.objectives import objective_texts
from assessments.pairing import Context, gain_in
from elearning.people.models import User

from ..attending import CONTEXT
from ..models import Workshop


def gain_shown(workshop: Workshop, pair: TestPair | None, reader: User) -> dict[str, Any]:
    """The gain as templates/assessments/_pair_gain.html takes it; `gain` is None where fewer than five took both."""
    found = gain_in(pair, Context(CONTEXT, workshop.code)) if pair else None
    shown = {"pair": pair, "gain": found}
    return shown | {"rows": _rows(found, reader), "mean_gain": _percent(found.mean_gain)} if found else shown


def _rows(gain: Gain, reader: User) -> list[dict[str, Any]]:
    """All questions first, then each objective in words; percent before and after."""
    said = objective_texts({each.objective for each in gain.objectives}, reader, get_language())
    rows = [(_("All questions"), ("", ""), gain.mean_before, gain.mean_after)]
    rows += [(each.objective, said.get(each.objective, ("", "")), each.before, each.after) for each in gain.objectives]
    names = ("name", "text", "language", "before", "after")
    return [
        dict(zip(names, (name, *text, _percent(before), _percent(after)), strict=True))
        for name, text, before, after in rows
    ]


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)
