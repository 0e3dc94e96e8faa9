"""Template filters that show a text kept in several languages."""

from django import template
from django.utils.text import slugify

from elearning.fields import localized, localized_with_language

register = template.Library()

register.filter("localized", localized)


@register.filter
def text_language(texts: dict[str, str]) -> str:
    """The language code that `localized` would show these texts in, for a `lang` attribute."""
    return localized_with_language(texts)[1]


@register.filter
def anchor(text: str) -> str:
    """The name of a place on a page, made of its heading in any script."""
    return slugify(str(text), allow_unicode=True)
