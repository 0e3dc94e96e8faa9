"""The editor of questions that a person marks: a rubric and an answer that would be good."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import flat
from ..flat import Content, Values
from ..kinds import FREE_TEXT
from .base import CODES, LANGUAGES, Editor, Row, Section, cells
from .fields import Number, Words, key

RUBRIC = flat.Rows("rubric", ("text",), ("points",))
LONGEST_ANSWER = 20_000


class FreeText(Editor):
    kinds = (FREE_TEXT,)

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages, rubric = list(languages), content.get("rubric", ())
        values = flat.values_of(content, languages)
        values |= {f"model_{code}": content["texts"].get(code, {}).get("model_answer", "") for code in languages}
        values |= {f"points_{row}": line["points"] for row, line in enumerate(rubric)}
        return values | RUBRIC.values([line["key"] for line in rubric], content, languages)

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        languages = list(languages)
        keys, old = RUBRIC.keys(values, languages, before), {line["key"]: line for line in before.get("rubric", ())}
        rubric = [
            old.get(values.get(RUBRIC.key(row)), {}) | {"key": name, "points": values.get(f"points_{row}") or "1"}
            for row, name in keys.items()
        ]

        def own(code: str, there: Content | None) -> dict[str, Any]:
            return RUBRIC.said(keys, values, code, there) | {
                name: text
                for name, text in flat.said(there, model_answer=values.get(f"model_{code}") or "").items()
                if name == "model_answer"
            }

        return {
            **before,
            **flat.unless_default(before, rubric=(rubric, [])),
            "texts": flat.texts_of(values, languages, before, own, RUBRIC.known(keys, values)),
        }

    def groups(self, code: str, values: Values, languages: Sequence[str]) -> Iterator[list[str]]:
        for row in RUBRIC.keys(values, languages):
            yield [RUBRIC.text("text", row, code)]  # each alone: two lines may say the same

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            f"model_{code}": Words(code, rows=4, label=name, max_length=LONGEST_ANSWER) for code, name in LANGUAGES
        }
        for row in range(many):
            fields[RUBRIC.key(row)] = key()
            fields[f"points_{row}"] = Number(label=_("Points (empty: 1)"))
            fields |= {RUBRIC.text("text", row, code): Words(code, label=name) for code, name in LANGUAGES}
        return fields

    def sections(self, many: int) -> list[Section]:
        rows = [
            Row(
                format_lazy(_("Line {number}"), number=row + 1),
                (f"points_{row}",),
                cells("text", row=row),
                (RUBRIC.key(row),),
                RUBRIC.marks(row, CODES),
            )
            for row in range(many)
        ]
        about = _("What a marker looks for, with the points for each. Without a line, she gives points as she finds.")
        answer = _("Learners see it after marking, where the quiz shows explanations.")
        return [
            Section("rubric", _("Rubric"), [about], (), (), rows, 3),
            Section("model", _("A good answer"), [answer], (), cells("model")),
        ]
