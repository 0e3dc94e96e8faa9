"""The addresses of a page, in its own language and in those that it is not translated into."""

from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.models import Page


def tail_of(page: Page) -> str:
    """A page's path below the front door, as `toolkit/module/`; empty for the front door itself."""
    return page.url_path.split("/", 2)[2]


def address_of(page: Page, language: str | None = None) -> str:
    """Where the page is shown to readers of this language (its own if not given). Costs no query.

    The site is one, and its front doors stand directly below the root, one for each language.
    """
    return f"/{language or page.locale.language_code}/{tail_of(page)}"


def languages_of(page: Page) -> list[Page]:
    """The page's published translations; `serving.find_page` leaves them on the page that it found."""
    if hasattr(page, "translations_found"):
        return page.translations_found
    others = Page.objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return list(others.select_related("locale"))


def translations_of(page: Page) -> list[tuple[str, str, str]]:
    """(code, the language's own name, address) for each language of the site, whether translated or not."""
    urls = {other.locale.language_code: address_of(other) for other in [*languages_of(page), page]}
    return [
        (code, get_language_info(code)["name_local"], urls.get(code) or address_of(page, code))
        for code, _name in settings.LANGUAGES
    ]
