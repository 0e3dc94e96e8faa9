"""What stands on the pages besides their own text: the modules of a toolkit, panels, notes, the way on."""

import functools
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import get_language

from .languages import address_of, languages_of
from .learning.hers import hers
from .learning.page import learning_context
from .models import GoodPracticePage, ModulePage, ToolkitPage
from .models.practice import PARTS
from .modules import titles_of
from .pictures import picture_of
from .signals import page_panels

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

MOST_PRACTICES = 30  # under one module: its page stays light


@dataclass(frozen=True)
class Shown:
    """A page as a link: where the reader finds it, and the language that it is really in."""

    page: "GoodPracticePage | ModulePage | ToolkitPage"
    url: str
    language: str


def shown(page: "ModulePage | ToolkitPage", language: str) -> Shown:
    """The page for a reader of this language."""
    return Shown(page, address_of(page, language), page.locale.language_code)


def toolkits_for(user: "User | AnonymousUser", language: str) -> list[Shown]:
    """Every toolkit that this visitor may see, once, in her language where it can be."""
    pages = ToolkitPage.objects.visible_to(user).in_language(language).select_related("locale").order_by("path")
    return [shown(page, language) for page in pages]


def modules_of(toolkits: list[ToolkitPage], user: "User | AnonymousUser") -> list[Shown]:
    """The modules of a toolkit, given in all its languages, whatever language they are in; in order of their code."""
    language = get_language()
    pages = ModulePage.objects.visible_to(user).in_language(language).select_related("locale").order_by("code")
    paths = tuple(toolkit.path for toolkit in toolkits)
    return [shown(page, language) for page in pages if page.path.startswith(paths)]


def module_context(page: ModulePage, user: "User | AnonymousUser") -> dict:
    """The contents, the reader's notes, the panels of the apps above, and the modules before and after."""
    from .editions.showing import shown_edition

    language = get_language()
    parent = ToolkitPage.objects.filter(path=page.path[: -page.steplen])
    family = ToolkitPage.objects.live().visible_to(user).filter(translation_key__in=parent.values("translation_key"))
    toolkits = sorted(
        family.select_related("locale"), key=lambda toolkit: (toolkit.locale.language_code != language, toolkit.pk)
    )
    modules = modules_of(toolkits, user)
    place = next((i for i, other in enumerate(modules) if other.page.translation_key == page.translation_key), None)
    edition = shown_edition(page, user)  # before the panels, which ask about the same editions
    asked = page_panels.send(type(page), page=page, user=user, titles=titles_of(modules))
    own = hers(user, page.translation_key)
    return {
        "edition": edition,
        "toolkit": shown(toolkits[0], language) if toolkits else None,
        "practices": practices_of(page, user),
        "contents": [block.value for block in page.body if block.block_type == "heading"],
        "notes": own.notes,
        "panels": [answer for _r, answer in asked if answer],
        "before": modules[place - 1] if place else None,
        "after": modules[place + 1] if place is not None and place + 1 < len(modules) else None,
    } | learning_context(page, user, own)


def practices_of(page: ModulePage, user: "User | AnonymousUser") -> list[Shown]:
    """The good practices under a module in any of its languages, the newest first, at most 30; one query, or none."""
    language = get_language()
    parents = [each for each in [page, *languages_of(page)] if each.numchild]
    if not parents:
        return []
    below = functools.reduce(operator.or_, (Q(path__startswith=each.path) for each in parents))
    pages = GoodPracticePage.objects.visible_to(user).in_language(language).filter(below).select_related("locale")
    newest = pages.defer(*PARTS).order_by("-first_published_at", "-pk")[:MOST_PRACTICES]
    return [Shown(each, address_of(each, language), each.language) for each in newest]


def practice_context(page: GoodPracticePage, user: "User | AnonymousUser") -> dict:
    """The module that a good practice stands under, and the language that its text is really in."""
    language = get_language()
    parent = ModulePage.objects.filter(path=page.path[: -page.steplen])
    modules = ModulePage.objects.visible_to(user).in_language(language)
    found = modules.filter(translation_key__in=parent.values("translation_key")).select_related("locale").first()
    return {
        "language": page.language,
        "shown_instead": page.language != language,
        "module": shown(found, language) if found else None,
        "picture": picture_of(page.photo, page.photo_words) if page.photo else None,
    }
