"""Making the stored fold of every enrolment again from its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from .completing import differences, store_progress
from .models import Enrolment


@dataclass(frozen=True)
class Mended:
    """An enrolment whose stored figures were wrong: each field with what it said and what it says now."""

    enrolment: Enrolment
    fields: dict[str, tuple[object, object]]


def rebuild_progress(*, batch: int = 500) -> Iterator[Mended]:
    """Compare each enrolment with the fold of its evidence, mend what differs, and name it."""
    last = 0
    enrolments = Enrolment.objects.whole().prefetch_related("evidence").order_by("pk")
    while rows := list(enrolments.filter(pk__gt=last)[:batch]):
        for enrolment in rows:
            if differences(enrolment, enrolment.progress()):
                yield from _mend(enrolment.pk)
        last = rows[-1].pk


@transaction.atomic
def _mend(pk: int) -> list[Mended]:
    """Look again under a lock, since a learner may have gone on meanwhile."""
    enrolment = Enrolment.objects.whole().locked().get(pk=pk)
    before = {name: getattr(enrolment, name) for name in differences(enrolment, enrolment.progress())}
    changed = store_progress(enrolment)
    return [Mended(enrolment, {name: (before[name], value) for name, value in changed.items()})] if changed else []
