"""Modules by their translation key, for the apps above."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from .models import ModulePage

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User


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
    titles: dict[UUID, ModuleTitle] = {}
    for page in pages.select_related("locale"):
        link = shown(page, language)
        titles[page.translation_key] = {
            "title": page.title,
            "language": link.language,
            "url": link.url,
            "minutes": page.minutes,
        }
    return titles
