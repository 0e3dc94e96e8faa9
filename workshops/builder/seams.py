"""An overrun or a free stretch in words, with what can be done about it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..actions.drafting_board import Tension
from ..agenda.remedies import Remedy


@dataclass(frozen=True)
class Way:
    """A remedy: what its button says, and what it leads to."""

    kind: str
    label: str
    note: str


@dataclass(frozen=True)
class ShownSeam:
    """Where a day is not smooth; `before` is the code of what follows, or empty at the end of the day."""

    day: datetime.date
    before: str
    overrun: bool
    minutes: int
    words: str
    ways: list[Way]


def shown_seam(tension: Tension, titles: Mapping[str, str], day: datetime.date) -> ShownSeam:
    """The seam as the board shows it; an overrun has its ways out."""
    seam = tension.seam
    words = {"minutes": abs(seam.minutes), "title": titles.get(seam.before or "", "")}
    if seam.overrun and seam.before:
        said = _("Overrun: %(minutes)s min before %(title)s")
    elif seam.overrun:
        said = _("Overrun: %(minutes)s min past the end of the day")
    else:
        said = _("Free: %(minutes)s min before %(title)s")
    ways = [_way(remedy, titles) for remedy in tension.remedies()] if seam.overrun else []
    return ShownSeam(day, seam.before or "", seam.overrun, abs(seam.minutes), said % words, ways)


def _way(remedy: Remedy, titles: Mapping[str, str]) -> Way:
    title = titles.get(remedy.code, "")
    label = {
        "shorten": _("Shorten in proportion"),
        "move_out": _("Take out “%(title)s”") % {"title": title},
        "unlock": _("Unlock “%(title)s”") % {"title": title},
    }[remedy.kind]
    notes = [
        ", ".join(
            _("%(code)s to %(minutes)s min") % {"code": code, "minutes": many} for code, many in remedy.minutes.items()
        )
    ]
    if remedy.left:
        notes.append(
            ngettext("%(left)s minute too long remains", "%(left)s minutes too long remain", remedy.left)
            % {"left": remedy.left}
        )
    for seam in remedy.then:
        where = titles.get(seam.before, "") if seam.before else _("the end of the day")
        notes.append(_("then %(minutes)s min too long before %(where)s") % {"minutes": seam.minutes, "where": where})
    return Way(remedy.kind, label, "; ".join(note for note in notes if note))
