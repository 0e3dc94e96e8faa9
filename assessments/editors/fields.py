"""The fields in which authors write: a text in one language, a number, the key of a row."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from ..numerals import NotANumber, read_number

LONGEST = 4000
_PLAIN = re.compile(r"[+-]?[0-9]{1,60}(?:\.[0-9]{0,60})?(?:[eE][+-]?[0-9]{1,3})?")


def plain_number(text: str) -> str:
    """A number as contents hold it: as it is if it has a point, else read by the rules of the author's language."""
    text = text.strip()
    return text if _PLAIN.fullmatch(text) else format(read_number(text, get_language() or "en"), "f")


class Words(forms.CharField):
    """A text in one language; whether lines end as on the server or as in a browser is no difference."""

    def __init__(self, language: str, rows: int = 1, **kwargs: Any):
        direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
        attrs = {"lang": language, "dir": direction, "rows": rows}
        kwargs = {"required": False, "max_length": LONGEST, "widget": AdminAutoHeightTextInput(attrs)} | kwargs
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class Number(forms.CharField):
    """A number as text, so that it stays as it was written: 3.50 is not 3.5. With `any_sign`, * is one too."""

    def __init__(self, any_sign: bool = False, **kwargs: Any):
        self.any_sign = any_sign
        widget = forms.TextInput({"inputmode": "text" if any_sign else "decimal", "autocomplete": "off", "size": 8})
        super().__init__(required=False, max_length=80, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text or (self.any_sign and text == "*") or "\0" in text or len(text) > 80:
            return text  # the validators that follow say what is wrong with the last two
        try:
            return plain_number(text)
        except NotANumber:
            raise ValidationError(_("“%(value)s” is no number."), params={"value": text[:40]}) from None


def key() -> forms.Field:
    """The key of a row; what is no key is not complained about, the row gets another."""
    return forms.CharField(required=False, widget=forms.HiddenInput)
