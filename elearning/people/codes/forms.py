"""The form with which somebody signs in from paper."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """What stands on the slip."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Eight letters and digits, as printed. Capitals or not, with or without the hyphen."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )
    pin = forms.CharField(
        label=_("PIN"),
        max_length=40,
        help_text=_("Six digits."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
    )
