"""What a person writes when she freezes a sheet or names a target."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Target


class SheetForm(forms.Form):
    """Purpose, reader and target of a sheet."""

    title = forms.CharField(max_length=200, label=_("What the sheet is for"), help_text=_("Stands at its head."))
    outside = forms.BooleanField(
        required=False, initial=True, label=_("It may leave the house: small crossed numbers are hidden")
    )
    target = forms.ModelChoiceField(
        Target.objects.filter(withdrawn_at=None),
        required=False,
        label=_("Target beside the number"),
        empty_label=_("no target"),
    )


class TargetForm(forms.Form):
    """A promise."""

    title = forms.CharField(max_length=200, label=_("Title"))
    value = forms.IntegerField(min_value=1, max_value=1_000_000_000, label=_("Number promised"))
