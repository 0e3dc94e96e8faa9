"""What pages say about editions: the one that is shown, what its source has since, what changed since a reading."""

import datetime
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language

from elearning.people.rules import audiences_of

from ..models import EditionSeen, ModuleEdition, ModulePage
from ..modules import ModuleTitle, module_titles
from .difference import Part
from .status import editions_on, status_of, with_seen

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

MOST_CHANGES = 3  # on one page: the newest


@dataclass(frozen=True)
class Words:
    """One material change: when, and what its author says of it (which may be nothing) in which language."""

    at: datetime.datetime
    text: str
    language: str


@dataclass(frozen=True)
class ShownEdition:
    """What a module page says of its text: its date, and what the source said since that it does not have."""

    at: datetime.datetime
    language: str
    source: str = ""
    behind: tuple[Words, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Change:
    """What changed in a module since a person confirmed that she had read it."""

    module_key: UUID
    title: str
    title_language: str
    url: str
    words: tuple[Words, ...]
    asks: bool  # whether an author asks that she read it
    difference: str
    newest: ModuleEdition

    @property
    def at(self) -> datetime.datetime:
        return self.newest.published_at


@dataclass(frozen=True)
class Reading:
    """That a person read a module: in which language, at which revision of the page (if it is known), and when."""

    module_key: UUID
    language: str
    revision: int | None
    at: datetime.datetime


def shown_edition(page: ModulePage, user: "User | AnonymousUser") -> ShownEdition | None:
    """The edition of the page; None where none is kept yet. One query, or none where they were read before."""
    editions_on(page, user)
    status = status_of(page)
    if status.current is None:
        return None
    at, language = status.current.published_at, status.current.language
    open_to = audiences_of(user) if status.behind else []
    behind = [edition for edition in status.behind if edition.audience in open_to]
    if not behind:
        return ShownEdition(at, language)
    url = difference_url(status.follows, behind[-1]) if status.follows.audience in open_to else ""
    return ShownEdition(at, language, status.source.language, words_of(behind), url)


def difference_url(older: ModuleEdition, newer: ModuleEdition) -> str:
    """Where the difference of two editions of one language is shown."""
    return reverse("toolkit:difference", args=[newer.module_key, newer.language, older.number, newer.number])


def words_of(editions: Iterable[ModuleEdition], known: Iterable[ModuleEdition] = ()) -> tuple[Words, ...]:
    """What the authors say of these changes; a translation that says nothing itself gives the words of its source."""
    sources = [edition for edition in known if edition.is_material and edition.change]
    numbers = {edition.pk: (edition.language, edition.number) for edition in known}
    found = []
    for edition in editions:
        language, number = numbers.get(edition.follows_id, ("", 0))
        theirs = [each for each in sources if each.language == language and each.number <= number]
        said = edition if edition.change or not theirs else theirs[-1]
        found.append(Words(edition.published_at, said.change, said.language))
    return tuple(found[-MOST_CHANGES:])


def changes_since(
    person: "User",
    readings: Iterable[Reading],
    known: list[ModuleEdition] | None = None,
    titles: dict[UUID, ModuleTitle] | None = None,
) -> list[Change]:
    """What changed materially after these readings (one for each module and language), the newest first.

    `known` are the editions of all these modules and `titles` theirs, where they were read before. At most three
    queries, and one where nothing changed.
    """
    readings = {(reading.module_key, reading.language): reading for reading in readings}
    if known is None:
        keys = {key for key, _language in readings}
        known = list(with_seen(person).filter(module_key__in=keys).order_by("number")) if keys else []
    open_to = audiences_of(person) if known else []
    known = [edition for edition in known if edition.audience in open_to]
    later = {at: found for at, reading in readings.items() if (found := _later(reading, known))}
    if not later:
        return []
    seen = _seen(person, later)
    if titles is None:
        titles = module_titles({key for key, _language in later}, get_language(), person)
    changes = []
    for (key, language), (base, *editions) in later.items():
        base = max(base, seen.get((key, language), base), key=lambda edition: edition.number)
        since = [edition for edition in editions if edition.number > base.number]
        if since and key in titles:
            changes.append(_change(titles[key], base, since, known))
    return sorted(changes, key=lambda change: change.at, reverse=True)


def _change(title: ModuleTitle, base: ModuleEdition, since: list[ModuleEdition], known: list[ModuleEdition]) -> Change:
    newest = since[-1]
    return Change(
        module_key=newest.module_key,
        title=title["title"],
        title_language=title["language"],
        url=title["url"],
        words=words_of(since, known),
        asks=any(edition.refresher for edition in since),
        difference=difference_url(base, newest),
        newest=newest,
    )


def _later(reading: Reading, known: list[ModuleEdition]) -> list[ModuleEdition]:
    """The edition that she read and the material ones after it; nothing where there are none."""
    same = [each for each in known if (each.module_key, each.language) == (reading.module_key, reading.language)]
    own = [edition for edition in same if reading.revision and edition.revision_id == reading.revision]
    read = own or [edition for edition in same if _was_there(edition, reading)] or same[:1]
    later = [edition for edition in same if edition.number > read[-1].number and edition.is_material] if read else []
    return [read[-1], *later] if later else []


def _was_there(edition: ModuleEdition, reading: Reading) -> bool:
    if reading.revision and edition.revision_id:
        return edition.revision_id <= reading.revision
    return edition.published_at <= reading.at


def _seen(
    person: "User", later: Mapping[tuple[UUID, str], list[ModuleEdition]]
) -> dict[tuple[UUID, str], ModuleEdition]:
    """The last change of each module and language that she says she has read; no query where it was asked before."""
    editions = [edition for found in later.values() for edition in found]
    if all(hasattr(edition, "is_seen") for edition in editions):
        read = {edition.pk for edition in editions if edition.is_seen}
    else:
        rows = EditionSeen.objects.filter(person=person, edition__in=[edition.pk for edition in editions])
        read = set(rows.values_list("edition_id", flat=True))
    in_order = sorted((each for each in editions if each.pk in read), key=lambda each: each.number)
    return {(edition.module_key, edition.language): edition for edition in in_order}


@dataclass(frozen=True)
class Run:
    """Paragraphs that follow one another: those that stayed are folded, the others shown."""

    same: bool
    parts: tuple[Part, ...]


def folded(parts: Iterable[Part]) -> list[Run]:
    """The difference with what stayed as it was in runs that a page can fold."""
    return [Run(same, tuple(run)) for same, run in itertools.groupby(parts, key=lambda part: part.is_same)]
