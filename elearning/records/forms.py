"""The only door for codes to verify, and for corrections of certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """A code as typed, or the whole text of a QR code."""

    code = forms.CharField(
        label=_("Code, or the text of the QR code"),
        max_length=2_000,
        help_text=_("The code stands on the certificate, like 4k7p-…"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


class RevokeForm(forms.Form):
    """Taking a certificate back."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Everybody who verifies it reads this."))
    not_earned = forms.BooleanField(label=_("It was not earned: annul the record too"), required=False)


class ReissueForm(forms.Form):
    """Issuing a certificate anew."""

    name = forms.CharField(label=_("Name on the new certificate"), max_length=150)
    reason = forms.CharField(label=_("Reason"), max_length=300)
