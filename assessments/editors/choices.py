"""The editor of questions that are answered by choosing: one right answer, several, true or false."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import flat
from ..flat import Content, Values
from ..kinds import OF_CHOICES
from .base import LANGUAGES, Editor, Row, Section, cells
from .fields import Number, Words, key

CHOICES = flat.Rows("choices", ("text", "feedback"), ("right", "weight"))
SCORINGS = [
    ("all", _("all or nothing: the right choices and no other")),
    ("partial", _("a share for each right choice; choosing too many costs (for several right answers)")),
    ("negative", _("a share for each right choice, a wrong one costs its share (for several right answers)")),
    ("weights", _("by the percent that stand beside each choice")),
]


class Choices(Editor):
    kinds = OF_CHOICES

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages, keys = list(languages), content.get("choices", [])
        weights, correct = content.get("weights", {}), content.get("correct", [])
        values = {"scoring": content.get("scoring") or "all"} | flat.values_of(content, languages)
        values |= CHOICES.values(keys, content, languages)
        for row, name in enumerate(keys):
            values |= {f"right_{row}": name in correct, f"weight_{row}": weights.get(name, "")}
        return values

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        languages = list(languages)
        keys = CHOICES.keys(values, languages, before)
        correct = [name for row, name in keys.items() if values.get(f"right_{row}")]
        old = before.get("correct", [])
        weights = {name: values[f"weight_{row}"] for row, name in keys.items() if values.get(f"weight_{row}")}
        return {
            **before,
            "choices": list(keys.values()),
            "correct": old if sorted(old) == sorted(correct) else correct,  # their order says nothing
            **flat.unless_default(before, scoring=(_scoring(values, before), "all"), weights=(weights, {})),
            "texts": flat.texts_of(
                values,
                languages,
                before,
                lambda code, there: CHOICES.said(keys, values, code, there),
                CHOICES.known(keys, values),
            ),
        }

    def groups(self, code: str, values: Values, languages: Sequence[str]) -> Iterator[list[str]]:
        yield [CHOICES.text("text", row, code) for row in CHOICES.keys(values, languages)]

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            "scoring": forms.ChoiceField(label=_("How it is marked"), choices=SCORINGS, required=False)
        }
        for row in range(many):
            fields[CHOICES.key(row)] = key()
            fields[f"right_{row}"] = forms.BooleanField(required=False, label=_("This choice is right"))
            fields[f"weight_{row}"] = Number(label=_("Percent, if it is marked by them (-100 to 100)"))
            for code, name in LANGUAGES:
                fields[CHOICES.text("text", row, code)] = Words(code, label=name)
                fields[CHOICES.text("feedback", row, code)] = Words(
                    code, label=format_lazy(_("{language}: to whoever chose it"), language=name)
                )
        return fields

    def sections(self, many: int) -> list[Section]:
        rows = [
            Row(
                format_lazy(_("Choice {number}"), number=row + 1),
                (f"right_{row}", f"weight_{row}"),
                cells("text", "feedback", row=row),
                (CHOICES.key(row),),
                CHOICES.marks(row, [code for code, _name in LANGUAGES]),
            )
            for row in range(many)
        ]
        about = _("A row that stays empty is no choice; what is right is right in every language.")
        return [Section("choices", _("Choices"), [about], ("scoring",), (), rows)]


def _scoring(values: Values, before: Content) -> str:
    """The way of marking; where none was said before and none is chosen now, none is said."""
    chosen = values.get("scoring") or "all"
    return before["scoring"] if chosen == "all" and before.get("scoring") == "" else chosen
