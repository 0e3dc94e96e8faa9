"""Modules by their translation key, for the apps above."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.conf import settings

from elearning.people.rules import audiences_of

from .models import ModulePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

    from .contents import Shown


class ModuleTitle(TypedDict):
    """A module as a link, with the language that it is really in."""

    title: str
    language: str
    url: str
    minutes: int


def module_exists(key: UUID) -> bool:
    """Whether any language has a module of this key."""
    return ModulePage.objects.filter(translation_key=key).exists()


def module_titles(keys: Iterable[UUID], language: str, user: "User | AnonymousUser") -> dict[UUID, ModuleTitle]:
    """The published modules among these that the reader may see, each in her language where it can be."""
    from .contents import shown

    pages = ModulePage.objects.visible_to(user).in_language(language).filter(translation_key__in=list(keys))
    return titles_of(shown(page, language) for page in pages.select_related("locale"))


def titles_among(pages: "Iterable[ModulePage]", language: str, user: "User | AnonymousUser") -> dict[UUID, ModuleTitle]:
    """What `module_titles` finds, of pages that were read already with their locales; no query."""
    from .contents import shown

    def rank(page: ModulePage) -> tuple[bool, bool, str]:
        code = page.locale.language_code
        return code != language, code != settings.LANGUAGE_CODE, code

    best: dict[UUID, ModulePage] = {}
    for page in sorted((page for page in pages if page.live), key=rank):
        best.setdefault(page.translation_key, page)
    open_to = audiences_of(user)
    return titles_of(shown(page, language) for page in best.values() if page.audience in open_to)


def titles_of(links: "Iterable[Shown]") -> dict[UUID, ModuleTitle]:
    """Modules that were found already, in the same form."""
    return {
        link.page.translation_key: {
            "title": link.page.title,
            "language": link.language,
            "url": link.url,
            "minutes": link.page.minutes,
        }
        for link in links
    }
