"""The editor of texts with gaps: the gaps stand in the text as [[1]], and each has a row that says what fills it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .. import flat
from ..flat import Content, Values
from ..kinds import GAP_TEXT, gaps_in
from ..schemas import MOST_CHOICES
from . import gaps
from .answers import FOLDS, fold_fields, fold_values, folds
from .base import LANGUAGES, Editor, Row, Section, cells
from .fields import Number, Words

LONGEST_LINES = 20_000
TYPES = [("text", _("a text is typed")), ("number", _("a number is typed")), ("choice", _("one of a list is chosen"))]


class GapText(Editor):
    kinds = (GAP_TEXT,)

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages = list(languages)
        return fold_values(content) | flat.values_of(content, languages) | gaps.values_of(content, languages)

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        languages, old = list(languages), before.get("gaps", {})
        rows = gaps.rows_of(values, languages, flat.only_elsewhere(before, languages))
        said = {row: gaps.said_in(values, row, languages) for row in rows}
        found = {}
        for row, name in rows.items():
            texts = {code: each.get("gaps", {}).get(name, {}) for code, each in before["texts"].items()}
            found[name] = gaps.gap_of(values, row, said[row], old.get(name), texts)

        def own(code: str, there: Content | None) -> dict[str, Any]:
            texts = {}
            for row, name in rows.items():
                is_old = there is not None and old.get(name, {}).get("type") == found[name]["type"]
                was = there.get("gaps", {}).get(name) if there and is_old else None
                each = gaps.texts_of(found[name], said[row].get(code, ()), was or {} if is_old else None)
                if each or not is_old or was is not None:
                    texts[name] = each
            return {"gaps": texts}

        known = all(old.get(name, {}).get("type") == gap["type"] for name, gap in found.items())
        return {
            **before,
            "gaps": found,
            **folds(values, before),
            "texts": flat.texts_of(values, languages, before, own, known),
        }

    def faults(self, values: Values, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
        names = {code: str(name) for code, name in LANGUAGES if code in languages}
        said = {
            "surplus": _now(
                "Line %(number)d has none beside it in %(language)s: the same line of each language is the same answer."
            ),
            "share": _now("Line %(number)d: the percent stands in %(language)s and holds for every language."),
            "number": _now("Line %(number)d: “%(text)s” is no number."),
            "other": _now("Line %(number)d: the number stands in %(language)s, “%(text)s” is another."),
        }
        seen: set[str] = set()
        for row in gaps.rows_of(values, languages):
            number = str(values.get(f"gap_{row}") or "")
            if number and number in seen:
                yield f"gap_{row}", _now("Another row has this number already.")
            seen.add(number)
            for name, what, facts in gaps.faults_of(values, row, names):
                yield name, said[what] % facts

    def beside(self, code: str, values: Values, languages: Sequence[str]) -> list[str]:
        rows = gaps.rows_of(values, languages)
        if sorted(gaps_in(values.get(f"stem_{code}") or "")) != sorted(rows.values()):
            return [f"stem_{code}"]
        empty = [f"answers_{row}_{code}" for row in rows if not values.get(f"answers_{row}_{code}")]
        return empty or [f"answers_{row}_{code}" for row in list(rows)[:1]]

    def rows(self, content: Content) -> int:
        return min(max(10, len(content.get("gaps", ())) + 5), MOST_CHOICES * 2)

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields = fold_fields()
        for row in range(many):
            fields[f"gap_{row}"] = forms.RegexField(
                r"[0-9]{1,2}\Z",
                label=_("Its number in the text"),
                required=False,
                widget=forms.TextInput({"inputmode": "numeric", "placeholder": str(row + 1), "size": 4}),
                error_messages={"invalid": _("A number of one or two digits, as it stands in the text.")},
            )
            fields[f"type_{row}"] = forms.ChoiceField(label=_("How it is filled"), choices=TYPES, required=False)
            fields[f"weight_{row}"] = Number(label=_("Weight (empty: 1)"))
            for code, name in LANGUAGES:
                fields[f"answers_{row}_{code}"] = Words(code, rows=3, label=name, max_length=LONGEST_LINES)
        return fields

    def sections(self, many: int) -> list[Section]:
        rows = [
            Row(
                format_lazy(_("Gap {number}"), number=row + 1),
                (f"gap_{row}", f"type_{row}", f"weight_{row}"),
                cells("answers", row=row),
                (),
                [name for cell in cells("answers", row=row) for name in cell],
            )
            for row in range(many)
        ]
        about = [
            _("Write [[1]] into the text where the first gap stands, [[2]] where the second does."),
            _("For each gap give one answer a line: “50% Nairoby # Nearly.” earns half, and says “Nearly.”"),
            _("Without a percent a text or a number is wholly right, and a choice of a list is wrong: mark with 100%."),
            _("In a text * stands for any letters. A number may have a tolerance: 3.14 ± 0.01."),
            _("The same line of each language is the same choice or number; its percent stands in the first language."),
            _("Put into quotation marks what begins with one or holds a #. Saving makes room for more gaps."),
        ]
        return [Section("gaps", _("Gaps"), about, tuple(FOLDS), (), rows, 2)]
