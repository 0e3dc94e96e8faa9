"""The form by which a device is named before it is prepared."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PrepareForm(forms.Form):
    """What the list of devices will call it."""

    label = forms.CharField(
        label=_("Name of the device"),
        help_text=_("So that the list of devices tells it from the others, for example: Chen's tablet."),
        max_length=80,
    )
