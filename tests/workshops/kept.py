"""Rows that many tests begin with, made once by the actions that make them, then copied: 50 people cost much to make.

What is copied has the keys of the first time and an offset that no test reaches, so that it stands beside whatever a
test made before. Keys of rows within JSON are moved along where a model keeps them there.
"""

import copy
from collections.abc import Iterable

from django.db import models

from elearning.people.models import Office

OFFSET = 1_000_000_000


class Kept:
    """The rows of some models, in an order in which each may point at those before it."""

    def __init__(self, kinds: Iterable[type[models.Model]]):
        self.kinds = list(kinds)
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self.codes: dict[str, int] = {}

    def keep(self, before: dict[type[models.Model], set[int]]) -> None:
        """Take every row that was not there before."""
        self.codes = dict(Office.objects.values_list("code", "pk"))
        for kind in self.kinds:
            self.rows[kind] = list(kind._base_manager.exclude(pk__in=before[kind]))

    def keys(self) -> dict[type[models.Model], set[int]]:
        return {kind: set(kind._base_manager.values_list("pk", flat=True)) for kind in self.kinds}

    def put(self, *, to: dict[str, models.Model]) -> None:
        """Write the copies; their offices, which each test makes itself, are those of the same code in `to`."""
        offices = {self.codes[code]: office.pk for code, office in to.items()}
        own = {kind: {row.pk for row in rows} for kind, rows in self.rows.items()}
        for kind, rows in self.rows.items():
            kind._base_manager.bulk_create([_moved(row, own, offices) for row in rows])


def _moved(row: models.Model, own: dict[type[models.Model], set[int]], offices: dict[int, int]) -> models.Model:
    new = copy.copy(row)
    new._state = models.base.ModelState()
    new.pk = row.pk + OFFSET
    for field in row._meta.concrete_fields:
        if field.is_relation and getattr(row, field.attname) in own.get(field.related_model, ()):
            setattr(new, field.attname, getattr(row, field.attname) + OFFSET)
        elif field.related_model is Office and getattr(row, field.attname):
            setattr(new, field.attname, offices[getattr(row, field.attname)])
    if getattr(row, "frozen", None) and row.frozen.get("group_id"):
        new.frozen = row.frozen | {"group_id": row.frozen["group_id"] + OFFSET}
    return new
