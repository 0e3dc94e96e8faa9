"""All that a reader keeps, by module: her answers to reflections, her highlights, and where each stands now."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from elearning.people.models import User

from ..languages import address_of
from ..models import Highlight, ModulePage, Note
from ..modules import ModuleTitle, module_titles
from ..searching.words import fold
from .paragraphs import Paragraph, paragraphs_of


@dataclass(frozen=True)
class Kept:
    """One thing that she keeps. `url` leads to its place; `changed` says that its words stand there no more."""

    quote: str
    note: str
    language: str
    at: datetime.datetime
    url: str = ""
    changed: bool = False
    highlight: Highlight | None = None
    reflection: Note | None = None


@dataclass(frozen=True)
class OfModule:
    """What she keeps of one module; its title is missing where she may not see the module any more."""

    key: UUID
    title: ModuleTitle | None
    kept: Sequence[Kept]

    @property
    def name(self) -> str:
        return self.title["title"] if self.title else _("A module that is not open to you any more")


def kept_by(person: User, language: str, *, words: str = "") -> list[OfModule]:
    """All of hers, by module, the newest module first; with `words`, only what holds them. Four queries."""
    notes = list(Note.objects.visible_to(person))
    highlights = list(Highlight.objects.visible_to(person))
    keys = {each.module_key for each in [*notes, *highlights]}
    titles = module_titles(keys, language, person)
    pages = _pages(titles, {each.module_key for each in highlights if each.quote})
    rows: dict[UUID, list[Kept]] = {}
    for note in notes:
        url = f"{titles[note.module_key]['url']}#{note.key}" if note.module_key in titles else ""
        row = Kept("", note.text, "", note.updated_at, url, reflection=note)
        rows.setdefault(note.module_key, []).append(row)
    for mark in highlights:
        rows.setdefault(mark.module_key, []).append(_of_highlight(mark, titles, pages))
    found = [OfModule(key, titles.get(key), _holding(each, words)) for key, each in rows.items()]
    return sorted(
        (each for each in found if each.kept), key=lambda each: max(one.at for one in each.kept), reverse=True
    )


def stands(mark: Highlight, paragraphs: Iterable[Paragraph]) -> bool:
    """Whether the words of a highlight are still in the text, wherever; spaces do not count."""
    wanted = squeezed(mark.quote)
    return wanted in squeezed("".join(paragraph.text for paragraph in paragraphs))


def squeezed(text: str) -> str:
    """The text without its spaces, as the script on the page compares it."""
    return re.sub(r"\s+", "", text)


def _pages(titles: Iterable[UUID], keys: set[UUID]) -> dict[tuple[UUID, str], tuple[ModulePage, list[Paragraph]]]:
    """The published texts in which she marked something, in all their languages."""
    pages = ModulePage.objects.live().filter(translation_key__in=keys & set(titles)).select_related("locale")
    return {(page.translation_key, page.locale.language_code): (page, paragraphs_of(page)) for page in pages}


def _of_highlight(mark: Highlight, titles: dict[UUID, ModuleTitle], pages: dict) -> Kept:
    page, paragraphs = pages.get((mark.module_key, mark.language), (None, []))
    changed = bool(mark.quote) and mark.module_key in titles and not stands(mark, paragraphs)
    url = titles[mark.module_key]["url"] if mark.module_key in titles else ""
    if page is not None and any(paragraph.anchor == mark.anchor for paragraph in paragraphs):
        url = f"{address_of(page)}#{mark.anchor}"
    return Kept(mark.quote, mark.note, mark.language, mark.updated_at, url, changed, highlight=mark)


def _holding(kept: Iterable[Kept], words: str) -> list[Kept]:
    wanted = fold(words).split()
    texts = ((one, fold(f"{one.quote} {one.note}")) for one in kept)
    return sorted((one for one, text in texts if all(word in text for word in wanted)), key=lambda one: one.at)
