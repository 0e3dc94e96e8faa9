"""The editors of questions about lists: what belongs together, and what comes first."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .. import flat
from ..flat import Content, Values
from ..kinds import MATCHING, ORDERING
from .base import CODES, LANGUAGES, Editor, Row, Section, cells
from .fields import Words, key

PROMPTS = flat.Rows("prompts", prefix="prompt_")
OPTIONS = flat.Rows("options", prefix="option_", fresh=flat.numbers)
ITEMS = flat.Rows("items")


class Matching(Editor):
    """A row has a thing on the left and one on the right; `pair_0` names another row, from 1, if not its own."""

    kinds = (MATCHING,)

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages = list(languages)
        prompts, options, pairs = (content.get(name, ()) for name in ("prompts", "options", "pairs"))
        values = {"scoring": content.get("scoring") or "partial"} | flat.values_of(content, languages)
        values |= PROMPTS.values(prompts, content, languages) | OPTIONS.values(options, content, languages)
        for row, prompt in enumerate(prompts):
            place = options.index(pairs[prompt]) if prompt in pairs and pairs[prompt] in options else row
            values[f"pair_{row}"] = "" if place == row else str(place + 1)
        return values

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        languages = list(languages)
        prompts, options = PROMPTS.keys(values, languages, before), OPTIONS.keys(values, languages, before)
        pairs = {name: options.get(int(values.get(f"pair_{row}") or row + 1) - 1) for row, name in prompts.items()}

        def own(code: str, there: Content | None) -> dict[str, Any]:
            return PROMPTS.said(prompts, values, code, there) | OPTIONS.said(options, values, code, there)

        return {
            **before,
            "prompts": list(prompts.values()),
            "options": list(options.values()),
            "pairs": {name: option for name, option in pairs.items() if option},
            **_scoring(values, before, "partial"),
            "texts": flat.texts_of(
                values, languages, before, own, PROMPTS.known(prompts, values) and OPTIONS.known(options, values)
            ),
        }

    def groups(self, code: str, values: Values, languages: Sequence[str]) -> Iterator[list[str]]:
        for rows in (PROMPTS, OPTIONS):
            yield [rows.text("text", row, code) for row in rows.keys(values, languages)]

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {"scoring": _scoring_field("partial", "all")}
        others = [("", _("what stands in this row"))]
        others += [(str(row), format_lazy(_("what stands in row {row}"), row=row)) for row in range(1, many + 1)]
        for row in range(many):
            fields |= {PROMPTS.key(row): key(), OPTIONS.key(row): key()}
            fields[f"pair_{row}"] = forms.ChoiceField(label=_("To it belongs"), choices=others, required=False)
            for code, name in LANGUAGES:
                for rows, label in ((PROMPTS, _("{language}, on the left")), (OPTIONS, _("{language}, on the right"))):
                    fields[rows.text("text", row, code)] = Words(code, label=format_lazy(label, language=name))
        return fields

    def sections(self, many: int) -> list[Section]:
        rows = [
            Row(
                format_lazy(_("Row {number}"), number=row + 1),
                (f"pair_{row}",),
                cells("prompt_text", "option_text", row=row),
                (PROMPTS.key(row), OPTIONS.key(row)),
                [*PROMPTS.marks(row, CODES), *OPTIONS.marks(row, CODES)],
            )
            for row in range(many)
        ]
        about = [
            _("Write what belongs together into one row."),
            _("A row with nothing on the left makes a further possibility, which belongs to nothing."),
            _("Where two share one: in the second row name the first, and leave the right side empty."),
        ]
        return [Section("pairs", _("What belongs together"), about, ("scoring",), (), rows)]


class Ordering(Editor):
    kinds = (ORDERING,)

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages = list(languages)
        values = {"scoring": content.get("scoring") or "all"} | flat.values_of(content, languages)
        return values | ITEMS.values(content.get("items", ()), content, languages)

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        languages = list(languages)
        keys = ITEMS.keys(values, languages, before)
        return {
            **before,
            "items": list(keys.values()),
            **_scoring(values, before, "all"),
            "texts": flat.texts_of(
                values,
                languages,
                before,
                lambda code, there: ITEMS.said(keys, values, code, there),
                ITEMS.known(keys, values),
            ),
        }

    def groups(self, code: str, values: Values, languages: Sequence[str]) -> Iterator[list[str]]:
        yield [ITEMS.text("text", row, code) for row in ITEMS.keys(values, languages)]

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {"scoring": _scoring_field("all", "partial")}
        for row in range(many):
            fields[ITEMS.key(row)] = key()
            fields |= {ITEMS.text("text", row, code): Words(code, label=name) for code, name in LANGUAGES}
        return fields

    def sections(self, many: int) -> list[Section]:
        rows = [
            Row(
                format_lazy(_("Place {number}"), number=row + 1),
                (),
                cells("text", row=row),
                (ITEMS.key(row),),
                ITEMS.marks(row, CODES),
            )
            for row in range(many)
        ]
        about = _("In the order that is right. Learners see them in another.")
        return [Section("items", _("What is put in order"), [about], ("scoring",), (), rows)]


def _scoring(values: Values, before: Content, default: str) -> dict[str, Any]:
    if not values.get("scoring") or (values["scoring"] == default and before.get("scoring", "") == ""):
        return {}
    return {"scoring": values["scoring"]}


def _scoring_field(*order: str) -> forms.Field:
    labels = {"partial": _("a share for each that is right"), "all": _("all or nothing")}
    choices = [(name, labels[name]) for name in order]
    return forms.ChoiceField(label=_("How it is marked"), choices=choices, required=False)
