"""Human input about tests: which pair, and totals from paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Sheet, Workshop
from .reading import read
from .sides import PAIRS


class PairForm(forms.Form):
    """The pre- and post-test of the workshop."""

    pair = forms.ModelChoiceField(PAIRS, label=_("Pair of tests"), required=False, empty_label=_("none"))


class TotalsForm(forms.Form):
    """A line for each person, and what holds for all of them."""

    max_score = forms.DecimalField(
        label=_("Points that could be reached"), min_value=1, max_value=1000, max_digits=6, decimal_places=2
    )
    taken_on = forms.DateField(label=_("taken on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    sheet = forms.ModelChoiceField(
        None,
        label=_("Sheet whose codes are typed"),
        required=False,
        empty_label=_("none: numbers only"),
        help_text=_("Only if you type codes of rows in place of numbers."),
    )
    lines = forms.CharField(
        label=_("Totals"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "dir": "ltr"}),
        help_text=_("A line for each person: her number and her total, as P01 4. A dash takes a total back: P01 -"),
    )

    def __init__(self, *args, workshop: Workshop, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.workshop = workshop
        self.fields["sheet"].queryset = workshop.sheets.all()
        if not workshop.sheets.exists():
            del self.fields["sheet"]

    def clean(self) -> dict[str, Any]:
        """Read the lines; each that is wrong is named."""
        cleaned = super().clean()
        taking_part = self.workshop.registrations.taking_part().participants()
        people = {number.upper(): pk for pk, number in taking_part.values_list("pk", "number")}
        self.read, faults = read(cleaned.get("lines", ""), people, _rows(cleaned.get("sheet")))
        for fault in faults[:20]:
            self.add_error("lines", fault)
        return cleaned


def _rows(sheet: Sheet | None) -> dict[str, int]:
    if sheet is None:
        return {}
    printed = {row["row"]: row["registration"] for row in sheet.rows if row["registration"]}
    return printed | sheet.typed.get("walk_ins", {})
