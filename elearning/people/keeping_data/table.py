"""The retention table: each kind of data, how long it stays, who answers for it, what happens then, and why."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

Text = str | Promise
Clear = Callable[[datetime.datetime, int], int]

HEADQUARTERS, ORGANISERS, REGISTRAR, AUTHORS, ADMINISTRATORS, HERSELF = (
    _("headquarters"),
    _("organisers of the workshop"),
    _("registrar of certificates"),
    _("authors"),
    _("administrators of the site"),
    _("the person herself"),
)


@dataclass(frozen=True)
class Kind:
    """A row. Without a period the data stay; `clear(moment, most)` clears what is past it, and says of how many.

    `moment` is now less the period: what counts from a time before it, or at it, goes.
    """

    key: str
    what: Text
    since: Text
    owner: Text
    then: Text
    why: Text
    days: int | None = None
    clear: Clear | None = None

    @property
    def period(self) -> str:
        """In words: years where they are whole, else days."""
        if self.days is None:
            return str(_("for good"))
        if self.days == 0:
            return str(_("until then"))
        if self.days % 365 == 0:
            years = self.days // 365
            return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
        return ngettext("%(n)d day", "%(n)d days", self.days) % {"n": self.days}


_TABLE: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Apps add their rows when they are ready; a key stands once."""
    for kind in kinds:
        _TABLE.setdefault(kind.key, kind)


def table() -> list[Kind]:
    """Every row, in the order in which apps came."""
    return list(_TABLE.values())


def delete_some(found: QuerySet, most: int) -> int:
    """Delete a portion; how many rows of this very table went."""
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:most])
    _all, of_each = QuerySet(found.model).filter(pk__in=keys).delete()
    return of_each.get(found.model._meta.label, 0)  # another worker may have been faster


def change_some(found: QuerySet, most: int, **values: Any) -> int:
    """Change a portion; how many."""
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:most])
    return QuerySet(found.model).filter(pk__in=keys).update(**values)


def drop_files(found: QuerySet, most: int, *fields: str, **also: Any) -> int:
    """Delete the files of a portion of rows, then say so in the rows: killed in between, it is done again."""
    portion: Iterable[Any] = list(found.order_by("pk")[:most])
    for row in portion:
        for name in fields:
            if file := getattr(row, name):
                file.storage.delete(file.name)
        QuerySet(found.model).filter(pk=row.pk).update(**dict.fromkeys(fields, ""), **also)
    return len(list(portion))
