"""Choices of pages by what is the same in all their languages: the translation key."""

from collections.abc import Iterator

from django import forms
from django.conf import settings
from wagtail.models import Page

from .models import ModulePage, ToolkitPage


class TranslationKeySelect(forms.Select):
    """A list of pages of one type, each once, in the site's first language if it is in that; read when shown."""

    page_type: type[Page]

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        self.choices = [("", "---------"), *self.pages()]
        return super().optgroups(name, value, attrs)

    def pages(self) -> Iterator[tuple[str, str]]:
        """The key and title of each page."""
        titles: dict[str, str] = {}
        rows = self.page_type.objects.order_by("path").select_related("locale")
        for key, title, language in rows.values_list("translation_key", "title", "locale__language_code"):
            if language == settings.LANGUAGE_CODE or str(key) not in titles:
                titles[str(key)] = title
        return iter(titles.items())


class ModuleSelect(TranslationKeySelect):
    """Modules."""

    page_type = ModulePage


class ToolkitSelect(TranslationKeySelect):
    """Toolkits."""

    page_type = ToolkitPage
