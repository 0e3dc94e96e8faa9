"""What a file of people would do: each line against who is known, and against the other lines. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
ACTS = (CREATED, UPDATED, UNCHANGED, REFUSED)


@dataclass(frozen=True)
class Step:
    """What becomes of a line: the act, whom it is about (none: she is new), what is written, or why it is refused."""

    line: int
    act: str
    person: int | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of the file; what its cells leave empty stays as it is. E-mail and staff number are folded to compare."""

    number: int
    name: str = ""
    name_own_script: str = ""
    email: str = ""
    staff_number: str = ""
    language: str = ""
    sex: str = ""

    @property
    def keys(self) -> list[tuple[str, str]]:
        return [key for key in (("email", self.email), ("staff_number", self.staff_number.lower())) if key[1]]

    @property
    def says(self) -> tuple[str, ...]:
        staff_number = self.staff_number.lower()
        return (self.name, self.name_own_script, self.email, staff_number, self.language, self.sex)


@dataclass(frozen=True, slots=True)
class Known:
    """A person as she is known; `guarded` means that only an administrator of everything changes her."""

    pk: int
    name: str
    name_own_script: str = ""
    email: str = ""
    staff_number: str = ""
    language: str = ""
    sex: str = ""
    guarded: bool = False


Directory = dict[tuple[str, str], list[Known]]  # by kind and folded value of the key; several where it is not clear


def clashes(lines: Iterable[PersonLine], directory: Directory) -> dict[int, int]:
    """The lines that speak of one person and do not say the same: the number of each, with that of another."""
    first: dict[tuple[str, Any], PersonLine] = {}
    against: dict[tuple[str, Any], tuple[int, int]] = {}
    for line in lines:
        for key in _whom(line, directory):
            other = first.setdefault(key, line)
            if other.says != line.says:
                against.setdefault(key, (other.number, line.number))
    return {} if not against else _named(lines, directory, against)


def _named(lines: Iterable[PersonLine], directory: Directory, against: dict) -> dict[int, int]:
    found = {}
    for line in lines:
        for key in _whom(line, directory):
            if key in against:
                one, other = against[key]
                found.setdefault(line.number, other if line.number == one else one)
    return found


def _whom(line: PersonLine, directory: Directory) -> list[tuple[str, Any]]:
    people = {known.pk for key in line.keys for known in directory.get(key, ())}
    return [*line.keys, *(("person", pk) for pk in sorted(people))]


def plan(lines: Sequence[PersonLine], directory: Directory, clashing: dict[int, int]) -> list[Step]:
    """A step for each line. The order of the lines does not matter, and lines that say the same are one."""
    made: set[tuple[str, str]] = set()
    steps = []
    for line in lines:
        step = _step(line, directory, clashing.get(line.number), made)
        if step.act == CREATED:
            made.update(line.keys)
        steps.append(step)
    return steps


def _step(line: PersonLine, directory: Directory, other: int | None, made: set[tuple[str, str]]) -> Step:
    if other is not None:
        return _refused(line, _("Line %(line)d speaks of the same person and says otherwise.") % {"line": other})
    if not line.keys:
        return _refused(line, _("Neither an e-mail address nor a staff number says who this is."))
    found = {known.pk: known for key in line.keys for known in directory.get(key, ())}
    if len(found) > 1:
        names = " · ".join(sorted(known.name for known in found.values()))
        return _refused(
            line, _("This e-mail address and staff number point at several people: %(who)s.") % {"who": names}
        )
    if not found:
        return _new(line, made)
    return _change(line, next(iter(found.values())), directory)


def _new(line: PersonLine, made: set[tuple[str, str]]) -> Step:
    if made.intersection(line.keys):
        return Step(line.number, UNCHANGED)
    if not line.name:
        return _refused(line, _("Nobody has this e-mail address or staff number, and a new person needs a name."))
    names = ("name", "name_own_script", "email", "staff_number", "language", "sex")
    return Step(line.number, CREATED, None, {name: getattr(line, name) for name in names if getattr(line, name)})


def _change(line: PersonLine, known: Known, directory: Directory) -> Step:
    by_number = known in directory.get(("staff_number", line.staff_number.lower()), ())
    by_email = known in directory.get(("email", line.email), ())
    if line.staff_number and not by_number and known.staff_number:
        said = {"who": known.name, "number": known.staff_number}
        return _refused(line, _("%(who)s has another staff number here: %(number)s.") % said)
    changes = {
        name: getattr(line, name)
        for name in ("name", "name_own_script", "language", "sex")
        if getattr(line, name) and getattr(line, name) != getattr(known, name)
    }
    if line.staff_number and not by_number:
        changes["staff_number"] = line.staff_number
    if line.email and not by_email:
        changes["email"] = line.email
    if not changes:
        return Step(line.number, UNCHANGED, known.pk)
    if known.guarded:
        sentence = _("%(who)s has powers here: only an administrator of everything changes her.")
        return _refused(line, sentence % {"who": known.name})
    return Step(line.number, UPDATED, known.pk, changes)


def _refused(line: PersonLine, reason: str) -> Step:
    return Step(line.number, REFUSED, None, {}, reason)
