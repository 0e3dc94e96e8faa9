"""Search over the modules and the good practices under them."""

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.search.query import Or, PlainText

from .contents import Shown, shown
from .languages import address_of
from .models import GoodPracticePage, ModulePage
from .reading import stem

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

MOST_FOUND = 50


def find_modules(words: str, language: str, user: "User | AnonymousUser") -> list[Shown]:
    """The modules that hold all of these words in any form, each once, the closest first; at most 50.

    `words` come from `clean_query`. Where a module is not in the reader's language its English text is searched.
    """
    return [shown(page, language) for page in _found(ModulePage, words, language, user)]


def find_practices(words: str, language: str, user: "User | AnonymousUser") -> list[Shown]:
    """The good practices that hold all of these words, as `find_modules` finds modules; at most 50."""
    pages = _found(GoodPracticePage, words, language, user, *dict(settings.LANGUAGES))
    return [Shown(page, address_of(page, language), page.language) for page in pages]


def _found(kind: type, words: str, language: str, user: "User | AnonymousUser", *languages: str) -> list:
    """The pages of this kind whose stems hold those of the words, by the rules of any of these languages."""
    readable = list(kind.objects.visible_to(user).in_language(language).values_list("pk", flat=True))
    stems = {stem(words, code) for code in {language, settings.LANGUAGE_CODE, *languages}} - {""}
    if not (readable and stems):
        return []
    queries = [PlainText(each, operator="and") for each in sorted(stems)]
    asked = queries[0] if len(queries) == 1 else Or(queries)
    return list(kind.objects.filter(pk__in=readable).select_related("locale").search(asked)[:MOST_FOUND])
