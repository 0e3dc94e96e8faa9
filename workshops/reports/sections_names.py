"""The section that names everybody with what she reached: of the internal copy alone."""

from typing import Any

from django.utils.translation import gettext as _

from .document import Copy, Grid, Section, Share, Value
from .figures import percent
from .labels import HEADS, MISSING


def participants(copy: Copy) -> Section | None:
    """Everybody by name with what she reached; the internal copy alone."""
    if copy.outside:
        return None
    asks = copy.dataset["workshop"]["policy"]["post_test"] != "none"
    rows = [_person(one, asks) for one in copy.dataset["people"]]
    heads = [_("Number"), _("Name"), str(HEADS["office"]), _("Minutes"), _("Percent"), _("Result")]
    grid = Grid(_("Participants"), heads, rows, [9, 27, 18, 13, 11, 22])
    text = _("Minutes credited of those counted for each person; excused minutes as the rule of the workshop has it.")
    return Section("participants", _("Participants by name"), texts=[text], grids=[grid])


def _person(one: dict[str, Any], asks: bool) -> list[Value]:
    """Her row; `asks` says whether completion could be reached here."""
    minutes = f"{one['credited']} / {one['counted']}"
    part = percent(one)
    if one["completion"]:
        result = (
            _("completion (post-test passed)")
            if one["test"] == "passed"
            else _("completion (post-test taken)")
            if one["test"]
            else _("completion")
        )
    elif one["participation"]:
        why = _why(one) if asks else ""
        result = _("participation; %(why)s") % {"why": why} if why else _("participation")
    else:
        result = _why(one)
    return [
        one["number"],
        one["name"],
        one["office_name"],
        minutes,
        Share(part / 100) if part is not None else None,
        result,
    ]


def _why(one: dict[str, Any]) -> str:
    return ", ".join(
        f"{MISSING[kind]}{' ' + ' '.join(codes) if codes and len(codes) < 4 else ''}" for kind, codes in one["missing"]
    )
