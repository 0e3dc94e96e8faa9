"""All that one reader keeps of one module, and said of it: one query for the page."""

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import BigIntegerField, Case, CharField, F, QuerySet, Value, When

from ..models import Highlight, Note, Opinion, ReadingPlace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

COLUMNS = ("what", "key", "code", "name", "first", "second", "third", "words", "number", "moment")
NOTE, MARK, PLACE, SAID = "note", "mark", "place", "said"


@dataclass(frozen=True)
class Mark:
    """A highlight or a note as the page shows it."""

    uuid: UUID
    language: str
    anchor: str
    quote: str
    prefix: str
    suffix: str
    note: str
    at: datetime.datetime


@dataclass(frozen=True)
class Said:
    """Her opinion, and the number of the edition that she had before her."""

    helped: bool
    comment: str
    edition: int | None


@dataclass
class Hers:
    """What is hers; empty for a visitor."""

    notes: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    place: ReadingPlace | None = None
    said: Said | None = None


def hers(user: "User | AnonymousUser", key: UUID) -> Hers:
    """What this reader keeps of the module of this key, the oldest first."""
    found = Hers()
    if not user.is_authenticated:
        return found
    parts = [_of(Note, user, key, NOTE, code="", name=F("key"), words=F("text"), moment=F("updated_at"))]
    parts.append(_marks(user, key))
    parts.append(
        _of(ReadingPlace, user, key, PLACE, code=F("language"), name=F("anchor"), first=F("words"),
            second=F("heading"), number=F("share"), moment=F("at"))
    )  # fmt: skip
    yes_or_no = Case(When(helped=True, then=Value("yes")), default=Value("no"), output_field=CharField())
    parts.append(
        _of(Opinion, user, key, SAID, code=F("language"), name=yes_or_no, words=F("comment"), number=F("edition"),
            moment=F("at"))
    )  # fmt: skip
    for what, uuid, code, name, first, second, third, words, number, at in sorted(
        parts[0].union(*parts[1:], all=True), key=lambda row: row[-1]
    ):
        if what == NOTE:
            found.notes[name] = words
        elif what == MARK:
            found.marks.append(Mark(uuid, code, name, first, second, third, words, at))
        elif what == PLACE:
            found.place = ReadingPlace(
                person=user, language=code, anchor=name, words=first, heading=second, share=number, at=at
            )
        else:
            found.said = Said(name == "yes", words, number)
    return found


def _marks(user: "User", key: UUID) -> QuerySet:
    where = {"first": F("quote"), "second": F("prefix"), "third": F("suffix")}
    rows = Highlight.objects.visible_to(user).filter(module_key=key)
    values = {"what": MARK, "key": F("uuid"), "code": F("language"), "name": F("anchor"), "words": F("note")}
    return _columns(rows, **values, **where, moment=F("made_at"))


def _of(model: type, user: "User", key: UUID, what: str, **values) -> QuerySet:
    return _columns(model.objects.visible_to(user).filter(module_key=key), what=what, key=F("module_key"), **values)


def _columns(rows: QuerySet, **values) -> QuerySet:
    """These rows in the columns that all share; what is not given is empty."""
    empty = dict.fromkeys(COLUMNS, "") | {"number": 0}
    given = {f"c_{name}": value for name, value in (empty | values).items()}
    wrapped = {
        name: value if hasattr(value, "resolve_expression") else Value(value, output_field=_kind(value))
        for name, value in given.items()
    }
    return rows.order_by().annotate(**wrapped).values_list(*(f"c_{name}" for name in COLUMNS))


def _kind(value: str | int):
    return BigIntegerField() if isinstance(value, int) else CharField()
