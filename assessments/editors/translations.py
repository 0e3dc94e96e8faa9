"""The panel of a form of a question on which a translator says that a text was checked against the new one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ..readiness import UNREADY, source_of
from . import differences
from .base import LANGUAGES
from .progress import name_of

if TYPE_CHECKING:
    from ..editing import QuestionForm

# The code of the language stands first: what ends with it is one of its texts, see `flat`.
TICKS = {f"{code}_checked": code for code, _name in LANGUAGES}


def tick_fields() -> dict[str, forms.Field]:
    """A box for each language of the site."""
    label = _("{language}: checked against the new text")
    return {
        f"{code}_checked": forms.BooleanField(label=format_lazy(label, language=name), required=False)
        for code, name in LANGUAGES
    }


def translations(form: "QuestionForm") -> list[dict[str, Any]]:
    """For each translation its box, and what is said otherwise by now in the language that it follows."""
    content = form.before
    source, unready = source_of(content), content.get(UNREADY, {})
    return [
        {
            "tick": form[f"{code}_checked"],
            "name": name,
            "source": name_of(source),
            "stale": code in unready,
            "changed": _changed(content, source, unready.get(code)),
            "source_code": source,
        }
        for code, name in LANGUAGES
        if code in content["texts"] and code != source
    ]


def _changed(content: dict[str, Any], source: str, followed: dict[str, Any] | None) -> list[differences.Changed]:
    if followed is None:
        return []
    found = differences.texts(
        {**content, "texts": {source: followed}}, {**content, "texts": {source: content["texts"][source]}}
    )
    return [text for language in found for text in language.texts]
