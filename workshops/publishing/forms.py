"""What is sent when an agenda is published."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PublishForm(forms.Form):
    """Which draft was shown, in which state, and a note on what the new version changes."""

    draft = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    note = forms.CharField(
        label=_("What it changes, in a sentence"),
        help_text=_("Shown with the agenda and in the notices."),
        required=False,
        max_length=300,
    )
