"""Carries an erasure out: the rows in one transaction, then the files, then the line outside the database."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from elearning.journal.actions import log

from .. import signals
from ..leaving import handed_over
from ..models import Erasure, User
from .hiding import ERASED, Words, searchable, words_of
from .proofs import note_line, prove
from .sweeping import hide_in, sweep

State = Erasure.State


@dataclass
class Goes:
    """What goes with a person: apps add the files of rows that they blank, and say what cannot go and why."""

    words: Words
    files: list[str] = field(default_factory=list)
    kept: list[dict[str, str]] = field(default_factory=list)

    def take(self, *files: Any) -> None:
        """These files are deleted once the rows are gone for good."""
        self.files += [file.name for file in files if file]

    def keep(self, what: str, why: str) -> None:
        """This stays; the proof says so, in English, without naming her."""
        self.kept.append({"what": what, "why": why})

    def also_known_as(self, *names: str) -> None:
        """Other spellings of her name that are looked for too."""
        self.words = Words(tuple({*self.words.names, *filter(None, names)}), self.words.codes)

    def also_written_to_at(self, *addresses: str) -> None:
        """Addresses that she had besides or before."""
        self.words = Words(self.words.names, tuple({*self.words.codes, *filter(None, addresses)}))

    def hide_in(self, found: QuerySet) -> int:
        """Take her names out of rows that are about her, whoever else has the same name."""
        return hide_in(found, self.words)


@transaction.atomic
def carry_out(erasure: Erasure, *, at: datetime.datetime | None = None) -> Erasure:
    """Take away all that names her, in one transaction. Twice is once; one that is not decided stays as it is."""
    whose = Erasure.objects.values_list("person", flat=True).get(pk=erasure.pk)
    rows = list(User.objects.select_for_update().filter(pk__in=rows_of(whose)).order_by("pk"))  # first, as a merge does
    held = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if held.state != State.DECIDED or held.person_id != whose or len(rows) != len(rows_of(whose)):
        return held  # done already, or a merge came between: the next tick looks again
    now = at or timezone.now()
    person = next(each for each in rows if each.pk == held.person_id)
    handed_over(person, by=held.decided_by, at=now)
    goes = Goes(words_of(rows))
    counts = _ask_apps(person, rows, goes, now)
    sought = searchable(goes.words, shared=_shared(goes.words, rows))
    texts, left = sweep(sought)
    if set(goes.words.all) > set(sought.all):
        goes.keep("texts with a name of one word, that of a namesake, or a short number", "they may be about others")
    for each in rows:
        _blank(each, now)
    held.state, held.done_at, held.counts = State.DONE, now, counts | texts | {"rows of the person": len(rows)}
    held.kept, held.files = goes.kept + left, sorted(set(goes.files))
    held.why = held.refused_why = ""
    held.proof = prove(held, [str(each.uuid) for each in rows])
    held.save()
    log(held.decided_by, "people.erased", person, at=now, erasure=str(held.uuid), counts=held.counts)
    return held


def _ask_apps(person: User, rows: list[User], goes: Goes, now: datetime.datetime) -> dict[str, int]:
    """Every app takes away what it holds; how many rows of which kind went."""
    said = {"person": person, "people": [each.pk for each in rows], "at": now, "goes": goes}
    answers = [answer or {} for _receiver, answer in signals.erasing.send(Erasure, **said)]
    return {kind: number for answer in answers for kind, number in answer.items() if number}


def forget_late(erasure: Erasure, *, at: datetime.datetime | None = None) -> None:
    """Take away what a page or a task that had read her before was still writing when she was erased."""
    goes = Goes(Words())
    with transaction.atomic():
        found = User.objects.select_for_update().filter(pk__in=rows_of(erasure.person_id)).order_by("pk")
        rows = [each for each in found if each.erased_at]
        _ask_apps(erasure.person, rows, goes, at or timezone.now())
    for name in set(goes.files):  # killed here, they are leftovers, which the nightly round deletes
        default_storage.delete(name)


def close(erasure: Erasure, *, at: datetime.datetime | None = None) -> Erasure:
    """Delete the files, and write the line that lets the erasure be done again after a restore. Twice is once."""
    if erasure.state != State.DONE or erasure.closed_at:
        return erasure
    for name in erasure.files:
        default_storage.delete(name)
    note_line(erasure)
    erasure.files, erasure.closed_at = [], at or timezone.now()
    erasure.save(update_fields=["files", "closed_at"])
    return erasure


def rows_of(person: int) -> list[int]:
    """The keys of all rows of one human: hers, and those that were merged into it."""
    return [person, *User.objects.filter(merged_into=person).values_list("pk", flat=True)]


def _shared(words: Words, rows: list[User]) -> list[str]:
    """Those of her names that somebody else has too: texts that hold them may be about the other."""
    others = User.objects.exclude(pk__in=[each.pk for each in rows]).filter(erased_at=None)
    return [
        name
        for name in words.names
        if others.filter(name__iexact=name).exists() or others.filter(name_own_script__iexact=name).exists()
    ]


def _blank(person: User, now: datetime.datetime) -> None:
    """Her row stays for what is counted by it: sex and language; nobody signs in with it."""
    person.name, person.name_own_script, person.email, person.staff_number = ERASED, "", None, None
    person.is_active, person.is_superuser, person.last_login, person.erased_at = False, False, None, now
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()
