"""Model fields of our own: a StreamField whose blocks stay out of migrations, and a text in several languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """Wagtail's StreamField, frozen in migrations without its blocks, so that a new block needs no migration."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(args[0] if args else kwargs.pop("block_types", []), **kwargs)

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "elearning.fields.StreamField", [[]], kwargs


def localized(texts: dict[str, str], language: str | None = None) -> str:
    """The text in `language` (the active one if not given), else in English, else in any that there is."""
    return localized_with_language(texts, language)[0]


def localized_with_language(texts: dict[str, str], language: str | None = None) -> tuple[str, str]:
    """The text as `localized` picks it, and the code of the language that it is really in."""
    wanted = (language or get_language() or settings.LANGUAGE_CODE).split("-")[0]
    for code in (wanted, settings.LANGUAGE_CODE, *texts):
        if texts.get(code):
            return texts[code], code
    return "", wanted


class LocalizedWidget(forms.MultiWidget):
    """One labelled line for each language of the site."""

    template_name = "components/localized_widget.html"

    def __init__(self, attrs: dict | None = None):
        self.languages = settings.LANGUAGES
        super().__init__({code: forms.TextInput() for code, _name in self.languages}, attrs)

    def decompress(self, value: dict | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        for widget, (code, label) in zip(context["widget"]["subwidgets"], self.languages, strict=True):
            widget["label"] = label
            widget["attrs"] |= {"lang": code, "dir": direction_of(code)}
        return context


class LocalizedFormField(forms.MultiValueField):
    """Reads one line per language into a dictionary; English is asked for, others may wait."""

    widget = LocalizedWidget

    def __init__(self, *, required: bool = True, **kwargs: Any):
        for name in ("encoder", "decoder", "max_length"):
            kwargs.pop(name, None)
        fields = [forms.CharField(required=False, max_length=300) for _ in settings.LANGUAGES]
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, values: list[str]) -> dict[str, str]:
        texts = {c: v for (c, _n), v in zip(settings.LANGUAGES, values, strict=False) if v}
        if self.required and not texts.get(settings.LANGUAGE_CODE):
            raise ValidationError(_("Give at least the English text."), code="required")
        return texts


class LocalizedField(models.JSONField):
    """A short text in several languages: `{"en": "…", "fr": "…"}`. Show it with `localized()`."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": LocalizedFormField, **kwargs})


def direction_of(language: str) -> str:
    """`rtl` or `ltr`: the way in which this language is written."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"
