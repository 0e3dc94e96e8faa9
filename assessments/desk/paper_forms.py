"""The form that takes totals from paper: what holds for the whole sheet, and a line for each person."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.models import User

from ..models import PaperScore

LINES = 10


class SheetForm(forms.ModelForm):
    """Which side, of how many points, on which day."""

    class Meta:
        model = PaperScore
        fields = ["side", "max_score", "taken_on"]
        labels = {"max_score": gettext_lazy("Points that could be reached")}
        widgets = {"taken_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def _post_clean(self) -> None:
        """The action holds the rules of the row; here are only its common parts."""


class LineForm(forms.Form):
    """One person, named by her address, and what she reached."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of the person"))
    score = forms.DecimalField(label=gettext_lazy("Score"), min_value=0, max_digits=7, decimal_places=2)

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=address, is_active=True).first()
        if self.person is None:
            raise ValidationError(_("Nobody here has this address. Look it up among the people."))
        return address


class BaseLines(forms.BaseFormSet):
    """Lines that are empty are left out; two of one person contradict each other."""

    def clean(self) -> None:
        super().clean()
        given = [form.cleaned_data["email"].casefold() for form in self.filled() if form.cleaned_data.get("email")]
        if len(set(given)) < len(given):
            raise ValidationError(_("The same person stands in two lines."))
        if not given and not any(self.errors):
            raise ValidationError(_("Fill in at least one line."))

    def filled(self) -> list[LineForm]:
        return [form for form in self.forms if form.has_changed() and hasattr(form, "cleaned_data")]


LineFormSet = forms.formset_factory(LineForm, formset=BaseLines, extra=LINES, max_num=LINES, absolute_max=LINES)


def forms_for(data: Any, today: Any) -> tuple[SheetForm, BaseLines]:
    """Both forms, empty or with what was sent."""
    return SheetForm(data, initial={"taken_on": today}), LineFormSet(data, prefix="line")
