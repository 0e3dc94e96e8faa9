"""The queue of likely twins: found anew from time to time, and what a merge of two would do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..actions.merge import overlapping
from ..models import Posting, Twins, User
from .moving import colliding_rows, moving, rows
from .twins import Row, likely_twins

WHY = {
    "name": _("the same name"),
    "alike": _("names that are alike"),
    "own_script": _("the same name in own script"),
    "no_address": _("one has no e-mail address"),
    "office": _("the same office"),
}


def people_to_compare() -> Iterator[Row]:
    """Everybody who was not merged or erased; two queries."""
    office = dict(Posting.objects.current().order_by("started_on").values_list("person", "office"))
    people = User.objects.filter(merged_into=None, erased_at=None).order_by("pk")
    names = ("pk", "name", "name_own_script", "email", "staff_number")
    for pk, name, own, email, number in people.values_list(*names).iterator():
        yield Row(pk, name, own, email or "", number or "", office.get(pk, 0))


def find_twins() -> int:
    """Put new likely pairs into the queue; those that were decided stay decided. Returns how many are new."""
    found = likely_twins(people_to_compare())
    known = set(Twins.objects.values_list("one", "other"))
    new = [
        Twins(one_id=one, other_id=other, why=why) for (one, other), why in found.items() if (one, other) not in known
    ]
    Twins.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


def waiting(user: User) -> QuerySet[Twins]:
    """The queue, oldest first, of people whom this reader may see."""
    seen = User.objects.visible_to(user)
    pairs = Twins.objects.filter(state=Twins.State.WAITING, one__merged_into=None, other__merged_into=None)
    return pairs.filter(one__in=seen, other__in=seen).select_related("one", "other").order_by("found_at", "id")


@dataclass(frozen=True)
class Moving:
    """A kind of rows: how many would move, and how many stay since the kept person has the like."""

    label: Any
    moves: int
    stays: int


@dataclass(frozen=True)
class Preview:
    """What a merge would do."""

    rows: list[Moving]
    postings: list[Posting]


def preview(kept: User, gone: User) -> Preview:
    """Counted in the tables themselves; one or two queries for each kind of rows."""
    found = []
    for field in moving():
        if number := rows(field.model).filter(**{field.attname: gone.pk}).count():
            stays = len(colliding_rows(field, kept.pk, gone.pk))
            found.append(Moving(field.model._meta.verbose_name_plural, number - stays, stays))
    return Preview(found, overlapping(kept, gone))
