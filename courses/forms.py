"""The only doors for what a learner sends."""

from django import forms
from django.conf import settings


class ConfirmReadForm(forms.Form):
    """ "I have read this": which module, in which language and revision, under an id made before it was sent."""

    uuid = forms.UUIDField()
    module = forms.UUIDField()
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    revision = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
