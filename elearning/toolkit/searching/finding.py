"""Finds what holds all of a reader's words: first in her language, in others only where hers has nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from ..models import GoodPracticePage, ModulePage, SearchText
from ..signals import searching
from .words import Wanted, fold, holds, score, stems_in, wanted

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

MOST_LOOKED_AT = 1000


@dataclass(frozen=True)
class Match:
    """One thing in one language that holds the words; `row` is its text here, `other` what an app above answered."""

    kind: str
    key: UUID
    language: str
    score: int
    title: str
    toolkit: UUID | None = None
    row: int | None = None
    other: "Other | None" = None


@dataclass(frozen=True)
class Other:
    """What an app above the toolkit has: a text in several languages, and where it is shown."""

    kind: str
    key: UUID
    titles: dict[str, str]
    texts: dict[str, str]
    url: str
    toolkit: UUID | None = None


@dataclass(frozen=True)
class Found:
    """What was found; `elsewhere` says that it is in other languages since hers has nothing."""

    matches: Sequence[Match] = ()
    counts: Counter = field(default_factory=Counter)
    elsewhere: bool = False
    asked: bool = True  # whether any word was one to look for


def find(
    words: str,
    language: str,
    user: "User | AnonymousUser",
    *,
    kind: str = "",
    only: str = "",
    toolkit: UUID | None = None,
) -> Found:
    """Each thing once, the closest first; `kind`, `only` (a language) and `toolkit` narrow it.

    `counts` are by kind, before `kind` narrows. `words` come from `clean_query`. Three queries, however much is found.
    """
    by_language = {code: wanted(words, code) for code, _name in settings.LANGUAGES}
    if not by_language[only or language]:
        return Found(asked=False)
    matches = [*_in_texts(by_language, user), *_in_others(by_language, user)]
    matches = [each for each in matches if toolkit is None or each.toolkit in (toolkit, None)]
    if only:
        chosen, elsewhere = [each for each in matches if each.language == only], False
    else:
        chosen, elsewhere = _in_her_language(matches, language, user)
    chosen.sort(key=lambda each: (-each.score, fold(each.title), str(each.key)))
    shown = [each for each in chosen if not kind or each.kind == kind]
    return Found(shown, Counter(each.kind for each in chosen), elsewhere)


def readable(user: "User | AnonymousUser") -> QuerySet[SearchText]:
    """The texts of pages that this visitor may see; the glossary is for everybody."""
    modules = ModulePage.objects.live().visible_to(user).values("pk")
    practices = GoodPracticePage.objects.live().visible_to(user).values("pk")
    return SearchText.objects.filter(Q(page__in=modules) | Q(page__in=practices) | Q(kind=SearchText.Kind.TERM))


def _in_texts(by_language: dict[str, list[Wanted]], user: "User | AnonymousUser") -> Iterable[Match]:
    """The texts that hold all words, each by the rules of its own language."""
    asked = Q(pk__in=[])
    for code, words in by_language.items():
        if words:
            asked |= _all_of(words) & Q(language=code)
    rows = readable(user).filter(asked).order_by("pk")[:MOST_LOOKED_AT]
    for pk, kind, key, language, toolkit, title, title_stems, stems in rows.values_list(
        "pk", "kind", "key", "language", "toolkit_key", "title", "title_stems", "stems"
    ):
        yield Match(kind, key, language, score(title_stems, stems, by_language[language]), title, toolkit, pk)


def _all_of(words: Iterable[Wanted]) -> Q:
    asked = Q()
    for word in words:
        any_form = Q()
        for form in word:
            any_form |= Q(stems__contains=f" {form} ")
        asked &= any_form
    return asked


def _in_others(by_language: dict[str, list[Wanted]], user: "User | AnonymousUser") -> Iterable[Match]:
    """What the apps above have, matched here: a handful of short texts."""
    for _receiver, answer in searching.send(sender=SearchText, user=user):
        for other in answer or ():
            for code, title in other.titles.items():
                words, title_stems = by_language.get(code), stems_in(title, code)
                stems = title_stems + stems_in(other.texts.get(code, ""), code)
                if title and words and all(holds(stems, word) for word in words):
                    points = score(title_stems, stems, words)
                    yield Match(other.kind, other.key, code, points, title, other.toolkit, other=other)


def _in_her_language(matches: list[Match], language: str, user: "User | AnonymousUser") -> tuple[list[Match], bool]:
    """Each thing in her language where it is in it, else in the best that there is; all others if that is nothing."""
    keys = {each.key for each in matches}
    hers = set(readable(user).filter(key__in=keys, language=language).values_list("key", flat=True))
    hers |= {each.key for each in matches if each.other and each.other.titles.get(language)}
    own = [each for each in matches if each.language == language or each.key not in hers]
    return _once(own or matches, language), not own and bool(matches)


def _once(matches: Iterable[Match], language: str) -> list[Match]:
    """The best language of each thing: hers, else English, else the closest text."""

    def rank(each: Match) -> tuple:
        return each.language != language, each.language != settings.LANGUAGE_CODE, -each.score, each.language

    best: dict[tuple[str, UUID], Match] = {}
    for each in sorted(matches, key=rank):
        best.setdefault((each.kind, each.key), each)
    return list(best.values())
