"""The one table of the kinds of notices; each app writes its rows in a file `notice_kinds.py` of its own."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

AT_ONCE, COLLECTED, SITE = "at_once", "collected", "site"  # the values of `Preference.How`
GROUPS = {
    "learning": _("My learning"),
    "workshops": _("Workshops"),
    "office": _("My office"),
    "writing": _("Writing and reviewing"),
    "account": _("Account"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of notice: its name in code and in words, where it stands on the page of preferences, what may be chosen.

    One that `must` be sent goes out at once, at night too. The others wait for her working hours; one that `collects`
    may wait for a digest, one that `stops` may be had on the site only.
    """

    name: str
    words: Any
    group: str
    must: bool = False
    collects: bool = True
    stops: bool = True
    default: str = AT_ONCE

    def ways(self) -> list[str]:
        """What may be chosen for it."""
        if self.must:
            return [AT_ONCE]
        return [AT_ONCE, *([COLLECTED] if self.collects else []), *([SITE] if self.stops else [])]


_table: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Add rows to the table; a name stands there once."""
    for kind in kinds:
        if _table.setdefault(kind.name, kind) != kind or kind.group not in GROUPS or kind.default not in kind.ways():
            raise ValueError(f"The kind of notice {kind.name} is registered twice, or wrongly.")


def kind_of(name: str) -> Kind:
    """The row of this name; what nobody registered is sent at once, as if it must be."""
    return _table.get(name) or Kind(name, name, "account", must=True)


def all_kinds() -> list[Kind]:
    """Every row, group by group, in the order in which the apps wrote them."""
    return [kind for group in GROUPS for kind in _table.values() if kind.group == group]
