"""The editors of questions that are answered in writing and marked by the machine: a short text, a number."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .. import flat
from ..flat import Content, Values
from ..kinds import NUMERIC, SHORT_TEXT
from .base import CODES, LANGUAGES, Editor, Row, Section, cells
from .fields import Number, Words, key

NUMBERS = flat.Rows("accepted", ("feedback",), ("value",))
FOLDS = {"fold_case": _("Capitals or small letters: no difference"), "fold_accents": _("Accents: no difference")}
UNIT_RULES = [
    ("none", _("is not asked for")),
    ("optional", _("may be given")),
    ("required", _("must be given")),
]


def folds(values: Values, before: Content) -> dict[str, Any]:
    """Whether case and accents make a difference; they do not where nothing is said."""
    return flat.unless_default(before, **{name: (bool(values.get(name)), True) for name in FOLDS})


def fold_values(content: Content) -> dict[str, bool]:
    return {name: content.get(name, True) for name in FOLDS}


def fold_fields() -> dict[str, forms.Field]:
    return {name: forms.BooleanField(label=label, required=False, initial=True) for name, label in FOLDS.items()}


class ShortText(Editor):
    """Each language has accepted texts of its own: `text_0_en`, `share_0_en`, `feedback_0_en`."""

    kinds = (SHORT_TEXT,)

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages = list(languages)
        values: dict[str, Any] = fold_values(content) | flat.values_of(content, languages)
        for code in languages:
            for row, each in enumerate(content["texts"].get(code, {}).get("accepted", ())):
                values |= {f"{name}_{row}_{code}": each.get(name, "") for name in ("text", "share", "feedback")}
        return values

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        def own(code: str, there: Content | None) -> dict[str, Any]:
            old, found = (there or {}).get("accepted", ()), []
            for row in range(flat.how_many_rows(values)):
                texts = {name: values.get(f"{name}_{row}_{code}") or "" for name in ("text", "feedback")}
                if any(texts.values()):
                    earns = {"share": values.get(f"share_{row}_{code}") or "100"}
                    found.append(flat.said(old[row] if row < len(old) else None, **texts, **earns))
            return {"accepted": found}

        return {**before, **folds(values, before), "texts": flat.texts_of(values, languages, before, own)}

    def beside(self, code: str, values: Values, languages: Sequence[str]) -> list[str]:
        return [f"text_0_{code}"]

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields = fold_fields()
        for row in range(many):
            for code, name in LANGUAGES:
                to_whom = format_lazy(_("{language}: to whoever wrote it"), language=name)
                fields[f"text_{row}_{code}"] = Words(code, label=name)
                fields[f"share_{row}_{code}"] = Number(label=_("Earns, in percent (empty: 100)"))
                fields[f"feedback_{row}_{code}"] = Words(code, label=to_whom)
        return fields

    def sections(self, many: int) -> list[Section]:
        rows = [
            Row(
                format_lazy(_("Answer {number}"), number=row + 1),
                (),
                cells("text", "share", "feedback", row=row),
                (),
                [f"{name}_{row}_{code}" for code in CODES for name in ("text", "feedback")],
            )
            for row in range(many)
        ]
        about = _(
            "The first that fits counts. * stands for any letters, as in Nairob*; write \\* for the sign itself. Each "
            "language has its own answers; what is right in one is right for everybody."
        )
        return [Section("accepted", _("Accepted answers"), [about], tuple(FOLDS), (), rows, 3)]


class Numeric(Editor):
    """Accepted numbers hold in every language, what is said of them is written in each."""

    kinds = (NUMERIC,)

    def values_of(self, content: Content, languages: Iterable[str]) -> dict[str, Any]:
        languages, accepted = list(languages), content.get("accepted", ())
        values = {"unit": content.get("unit", "none")} | flat.values_of(content, languages)
        values |= NUMBERS.values([each["key"] for each in accepted], content, languages)
        for row, each in enumerate(accepted):
            values |= {f"{name}_{row}": each.get(name, "") for name in ("value", "tolerance", "share")}
        for row, unit in enumerate(content.get("units", ())):
            values |= {f"unit_{row}": unit["unit"], f"factor_{row}": unit["factor"]}
        return values

    def content_of(self, values: Values, languages: Iterable[str], before: Content) -> dict[str, Any]:
        languages = list(languages)
        keys = {
            row: name for row, name in NUMBERS.keys(values, languages, before).items() if values.get(f"value_{row}")
        }
        old = {each["key"]: each for each in before.get("accepted", ())}
        accepted = [_number(values, row, name, old.get(values.get(NUMBERS.key(row)))) for row, name in keys.items()]
        units = [
            {"unit": values[f"unit_{row}"], "factor": values.get(f"factor_{row}") or "1"}
            for row in range(flat.how_many_rows(values))
            if values.get(f"unit_{row}")
        ]
        return {
            **before,
            "accepted": accepted,
            **flat.unless_default(before, units=(units, []), unit=(values.get("unit") or "none", "none")),
            "texts": flat.texts_of(
                values,
                languages,
                before,
                lambda code, there: NUMBERS.said(keys, values, code, there),
                NUMBERS.known(keys, values),
            ),
        }

    def faults(self, values: Values, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
        for row in NUMBERS.keys(values, languages):
            if values.get(f"value_{row}") == "":
                yield f"value_{row}", _now("Write the number to which this is said, or * for any other.")

    def fields(self, many: int) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            "unit": forms.ChoiceField(label=_("The unit"), choices=UNIT_RULES, required=False)
        }
        for row in range(many):
            fields[NUMBERS.key(row)] = key()
            fields[f"value_{row}"] = Number(any_sign=True, label=_("Number"))
            fields[f"tolerance_{row}"] = Number(label=_("Give or take (empty: nothing)"))
            fields[f"share_{row}"] = Number(label=_("Earns, in percent (empty: 100)"))
            for code, name in LANGUAGES:
                label = format_lazy(_("{language}: to whoever gave it"), language=name)
                fields[NUMBERS.text("feedback", row, code)] = Words(code, label=label)
            fields[f"unit_{row}"] = forms.CharField(label=_("Unit"), required=False, max_length=40)
            fields[f"factor_{row}"] = Number(label=_("Factor (empty: 1)"))
        return fields

    def sections(self, many: int) -> list[Section]:
        accepted = [
            Row(
                format_lazy(_("Answer {number}"), number=row + 1),
                (f"value_{row}", f"tolerance_{row}", f"share_{row}"),
                cells("feedback", row=row),
                (NUMBERS.key(row),),
                NUMBERS.marks(row, CODES),
            )
            for row in range(many)
        ]
        units = [
            Row(
                format_lazy(_("Unit {number}"), number=row + 1),
                (f"unit_{row}", f"factor_{row}"),
                marks=(f"unit_{row}",),
            )
            for row in range(many)
        ]
        about = _("The first that fits counts. * stands for any other number, as the last.")
        about_units = _("A factor turns that unit into the first: where that is kg with 1, g has 0.001.")
        return [
            Section("accepted", _("Accepted numbers"), [about], (), (), accepted, 2),
            Section("units", _("Units"), [about_units], ("unit",), (), units, 2),
        ]


def _number(values: Values, row: int, key: str, old: Content | None) -> dict[str, Any]:
    """One accepted number; a tolerance that was not there stays away, the share is always said."""
    tolerance = values.get(f"tolerance_{row}") or ("" if old and "tolerance" not in old else "0")
    numbers = {"value": values.get(f"value_{row}") or "", "share": values.get(f"share_{row}") or "100"}
    return flat.said(old, tolerance=tolerance) | numbers | {"key": key}
