"""Search over the modules."""

from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.search.query import Or, PlainText

from .contents import Shown, shown
from .models import ModulePage
from .reading import stem

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from elearning.people.models import User

MOST_FOUND = 50


def find_modules(words: str, language: str, user: "User | AnonymousUser") -> list[Shown]:
    """The modules that hold all of these words in any form, each once, the closest first; at most 50.

    `words` come from `clean_query`. Where a module is not in the reader's language its English text is searched.
    """
    readable = list(ModulePage.objects.visible_to(user).in_language(language).values_list("pk", flat=True))
    stems = {stem(words, code) for code in (language, settings.LANGUAGE_CODE)} - {""}
    if not (readable and stems):
        return []
    queries = [PlainText(each, operator="and") for each in sorted(stems)]
    asked = queries[0] if len(queries) == 1 else Or(queries)
    pages = ModulePage.objects.filter(pk__in=readable).select_related("locale")
    return [shown(page, language) for page in pages.search(asked)[:MOST_FOUND]]
