"""Template filters that show a text kept in several languages, and a day in the words of the reader's."""

import datetime
from collections.abc import Iterable

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import pgettext

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


@register.filter
def weekday(day: datetime.date, year: str = "") -> str:
    """A day with its weekday, as the reader's language writes it; with its year where `year` says anything."""
    words = {"weekday": date_format(day, "l"), "day": date_format(day, "DATE_FORMAT" if year else "MONTH_DAY_FORMAT")}
    return pgettext("a date with its weekday", "%(weekday)s, %(day)s") % words


@register.filter
def listed(parts: Iterable[object] | None) -> SafeString:
    """Names one after the other, with what the reader's language puts between them."""
    return format_html_join(pgettext("between the parts of a list", ", "), "{}", ((part,) for part in parts or ()))
