"""The modules of the toolkit under which a good practice can stand."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser

from elearning.people.models import User
from elearning.toolkit.models import ModulePage


def module_choices(user: User | AnonymousUser, language: str) -> list[tuple[str, str]]:
    """Code and title of each module that she may see, once, in her language where it can be; one query."""
    pages = ModulePage.objects.visible_to(user).in_language(language).order_by("code", "pk")
    titles: dict[str, str] = {}
    for code, title in pages.values_list("code", "title"):
        titles.setdefault(code, f"{code}: {title}")
    return list(titles.items())


def home_of(code: str, language: str) -> ModulePage | None:
    """The page under which a practice in this language is published: in it, else in English, else in any."""
    return ModulePage.objects.in_language(language).filter(code=code).select_related("locale").order_by("pk").first()


def titles_of(codes: Iterable[str], language: str) -> dict[str, str]:
    """The titles of these modules, for those who review; one query."""
    pages = ModulePage.objects.in_language(language).filter(code__in=set(codes)).order_by("pk")
    return {code: f"{code}: {title}" for code, title in pages.values_list("code", "title")}
