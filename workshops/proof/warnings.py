"""What has to be acknowledged before certificates are issued: each warning with a key that says what was seen."""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext

from elearning.pdf import drawable

from ..models import Workshop
from .confirmed import renamed_since
from .preview import Preview, Row


@dataclass(frozen=True)
class Warned:
    """One warning; `key` changes with what it is about, so that an old tick acknowledges nothing new."""

    key: str
    text: str
    numbers: str = ""  # those of the people whom it is about
    url: str = ""


def warnings_of(workshop: Workshop, preview: Preview) -> list[Warned]:
    """Everything that is not settled yet; three queries."""
    names = reverse("workshops:names", args=[workshop.code])
    new = preview.new
    renamed = renamed_since(row.registration for row in new)
    return [
        *_about([row for row in new if row.request], "requests", _requests, names),
        *_about([row for row in new if not row.registration.name_confirmed_at], "names", _unconfirmed, names),
        *_about([row for row in new if row.registration.pk in renamed], "renamed", _renamed, names),
        *_about([row for row in new if not drawable(row.registration.person.name)], "letters", _letters, names),
        *_about([row for row in new if row.annulled_before], "annulled", _annulled, ""),
        *_unsigned(workshop, preview),
        *_waiting(workshop),
    ]


def _key(name: str, about: Iterable[object]) -> str:
    return f"{name}:{hashlib.sha256('|'.join(map(str, about)).encode()).hexdigest()[:16]}"


def _about(rows: list[Row], name: str, words, url: str) -> list[Warned]:
    if not rows:
        return []
    numbers = [row.registration.number or str(row.registration.pk) for row in rows]
    return [Warned(_key(name, numbers), words(len(rows)), ", ".join(numbers), url)]


def _requests(many: int) -> str:
    return ngettext(
        "%(many)d person asked for another name, and nobody has decided yet.",
        "%(many)d people asked for another name, and nobody has decided yet.",
        many,
    ) % {"many": many}


def _unconfirmed(many: int) -> str:
    return ngettext(
        "%(many)d person has not confirmed her name yet.", "%(many)d people have not confirmed their names yet.", many
    ) % {"many": many}


def _renamed(many: int) -> str:
    return ngettext(
        "The name of %(many)d person is another one than she confirmed.",
        "The names of %(many)d people are other ones than they confirmed.",
        many,
    ) % {"many": many}


def _letters(many: int) -> str:
    return ngettext(
        "The name of %(many)d person has letters that our fonts cannot draw.",
        "The names of %(many)d people have letters that our fonts cannot draw.",
        many,
    ) % {"many": many}


def _annulled(many: int) -> str:
    return ngettext(
        "The certificate of %(many)d person was taken back as not earned; by today's attendance a new one follows.",
        "The certificates of %(many)d people were taken back as not earned; by today's attendance new ones follow.",
        many,
    ) % {"many": many}


def _unsigned(workshop: Workshop, preview: Preview) -> list[Warned]:
    days = {checkpoint.day for checkpoint in preview.checkpoints}
    unsigned: list[datetime.date] = sorted(days - set(workshop.closings.values_list("day", flat=True)))
    if not unsigned:
        return []
    named = ", ".join(date_format(day, "DATE_FORMAT") for day in unsigned)
    said = ngettext("This day is not signed off:", "These days are not signed off:", len(unsigned))
    return [Warned(_key("unsigned", unsigned), f"{said} {named}")]


def _waiting(workshop: Workshop) -> list[Warned]:
    waiting = list(workshop.events.waiting().order_by("pk").values_list("pk", flat=True))
    if not waiting:
        return []
    said = ngettext(
        "%(many)d scan waits for somebody to decide whose it is.",
        "%(many)d scans wait for somebody to decide whose they are.",
        len(waiting),
    )
    return [Warned(_key("events", waiting), said % {"many": len(waiting)})]
