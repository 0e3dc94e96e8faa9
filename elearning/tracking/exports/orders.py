"""What may be exported: a question of the figures, of readiness, or of people, as its form reads it for this reader."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from elearning.people.models import User

from .figures_order import figures_order
from .files import Sheet, Words
from .readiness_order import people_order, readiness_order

WHATS = {
    "figures": _("persons and participations"),
    "readiness": _("readiness by office"),
    "people": _("people and how they stand"),
}


@dataclass(frozen=True)
class Order:
    """A question that is understood: `params` ask it again for ever; `rows` reads the answer when it is written."""

    params: dict[str, Any]
    facts: Words
    definitions: Words
    head: Sequence[str]
    rows: Callable[[], Iterable[Sequence[Any]]]
    on: str
    known_at: str

    def sheet(self, export_id: str) -> Sheet:
        """The file of this order, marked with the id of its export."""
        tail = {"on": self.on, "known_at": self.known_at, "export_id": export_id}
        return Sheet(export_id, self.facts, self.definitions, self.head, self.rows, tail)


def order_of(what: str, data: QueryDict | dict[str, Any], reader: User) -> tuple[Order | None, forms.Form]:
    """The order, or none and the form that says what is wrong. 404 for what is not exported at all."""
    makers = {"figures": figures_order, "readiness": readiness_order, "people": people_order}
    if what not in makers:
        raise Http404
    made, form = makers[what](data, reader)
    return (Order(**made) if made else None), form
