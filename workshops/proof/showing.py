"""What the page of certificates shows: the rows that were asked for, in the order that was asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .granting import COMPLETION, PARTICIPATION
from .preview import Preview, Row
from .words import Reason, minutes_of, reasons_of

SHOWS: dict[str, tuple[Any, Callable[[Row], bool]]] = {
    "all": (pgettext_lazy("participants", "all"), lambda row: True),
    "completion": (_("completion"), lambda row: row.kind == COMPLETION),
    "participation": (_("participation only"), lambda row: row.kind == PARTICIPATION),
    "nothing": (pgettext_lazy("certificate", "nothing"), lambda row: not row.kind),
    "passed": (_("passed the post-test"), lambda row: row.passed),
    "taken": (_("took it without passing"), lambda row: bool(row.outcome.test) and not row.passed),
    "not_taken": (_("did not take it"), lambda row: not row.outcome.test),
    "new": (_("would get one now"), lambda row: bool(row.new)),
    "lost": (_("hold one that is no longer earned"), lambda row: bool(row.lost)),
    "names": (_("name not confirmed"), lambda row: not row.registration.name_confirmed_at),
}
SORTS: dict[str, tuple[Any, Callable[[Row], Any]]] = {
    "number": (_("number"), lambda row: row.registration.number or ""),
    "name": (_("name"), lambda row: row.registration.person.name.casefold()),
    "office": (_("office"), lambda row: str(row.registration.office or row.registration.partner or "").casefold()),
    "percent": (_("percent"), lambda row: (row.percent is None, row.percent or 0)),
    "kind": (_("certificate"), lambda row: (COMPLETION, PARTICIPATION, "").index(row.kind)),
}


@dataclass(frozen=True)
class Shown:
    """One line of the table."""

    row: Row
    minutes: str
    reasons: list[Reason]


def shown(preview: Preview, asked: QueryDict) -> dict[str, Any]:
    """The lines, and what was asked; an unknown wish is the first one."""
    show = asked.get("show", "") if asked.get("show", "") in SHOWS else "all"
    sort = asked.get("sort", "") if asked.get("sort", "") in SORTS else "number"
    rows = sorted(filter(SHOWS[show][1], preview.rows), key=SORTS[sort][1])  # stable: by number within
    return {
        "lines": [Shown(row, minutes_of(row), reasons_of(row, preview)) for row in rows],
        "show": show,
        "sort": sort,
        "shows": _labels(SHOWS),
        "sorts": _labels(SORTS),
        "total": len(preview.rows),
    }


def _labels(table: dict[str, tuple[Any, Callable]]) -> Iterable[tuple[str, Any]]:
    return [(key, label) for key, (label, _how) in table.items()]
