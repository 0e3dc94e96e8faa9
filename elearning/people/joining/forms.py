"""How a focal point answers a request to join."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..inputs import DayField
from ..models import Category


class ConfirmForm(forms.Form):
    """The posting that follows."""

    started_on = DayField(label=_("From"), initial=timezone.localdate)
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)


class RefuseForm(forms.Form):
    """Why not; she reads it."""

    reason = forms.CharField(label=_("Why not? She reads it."), max_length=300)
