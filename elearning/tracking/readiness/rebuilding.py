"""Making all standings again from the facts, and all snapshots from the standings."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from elearning.people.models import INTERNAL_CATEGORIES, Posting, User

from ..models import Requirement, Stale, Standing
from .comparing import Miscounted, mend_snapshots
from .deriving import derive, derive_stale, difference


@dataclass(frozen=True)
class Mended:
    """A person whose stored standings were wrong: how many rows were taken away, and how many written."""

    person: int
    wrong: int
    missing: int

    def __str__(self) -> str:
        return f"person {self.person}: {self.wrong} standings removed, {self.missing} written"


def rebuild_readiness(*, batch: int = 300) -> Iterator[Mended | tuple[Requirement, Miscounted]]:
    """Reckon who waits; then compare everybody with her facts and each snapshot with the standings, and mend.

    Nothing is held up while it compares: what differs is looked at again under the lock of those who write.
    """
    while derive_stale():
        pass
    ids, last = _people(), 0
    while persons := list(ids.filter(pk__gt=last).values_list("pk", flat=True)[:batch]):
        last = persons[-1]
        if suspected := difference(persons).persons:
            yield from _mend(sorted(suspected))
    for requirement in Requirement.objects.all():
        for row in mend_snapshots(requirement):
            yield requirement, row


def _people():
    """Everybody who was ever posted inside the house, or stands somewhere though she was not."""
    posted = Exists(Posting.objects.filter(person=OuterRef("pk"), category__in=INTERNAL_CATEGORIES))
    return User.objects.filter(Q(posted) | Q(Exists(Standing.objects.filter(person=OuterRef("pk"))))).order_by("pk")


@transaction.atomic
def _mend(persons: list[int]) -> list[Mended]:
    """Whose facts arrived meanwhile was not wrong, only waiting. The snapshots are counted again afterwards."""
    waiting = set(Stale.objects.filter(person__in=persons).values_list("person_id", flat=True))
    found = derive([person for person in persons if person not in waiting], counting=False)
    rows: dict[int, list[int]] = {}
    for place, wrong in ((0, found.wrong.values()), (1, found.missing)):
        for row in wrong:
            rows.setdefault(row[0], [0, 0])[place] += 1
    return [Mended(person, *numbers) for person, numbers in sorted(rows.items())]
