"""What a person says when she takes figures away, or has them offered again and again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Schedule
from .files import KINDS
from .periods import AS_ASKED, LAST_MONTH, THIS_YEAR

LABELS = [(kind, kind.upper()) for kind in KINDS]


class ExportForm(forms.Form):
    """Why, and as what; for figures whether small numbers are hidden, since the file leaves the house."""

    why = forms.CharField(
        max_length=300, label=_("What is it for?"), help_text=_("It is kept, with your name and the file's number.")
    )
    kind = forms.ChoiceField(label=_("File"), choices=LABELS)
    outside = forms.BooleanField(required=False, label=_("It leaves the house: hide small crossed numbers"))

    def __init__(self, *args, what: str, **kwargs):
        super().__init__(*args, **kwargs)
        if what != "figures":
            del self.fields["outside"]


class ScheduleForm(ExportForm):
    """The same, with how often; for figures also of which period."""

    every = forms.ChoiceField(label=_("Every"), choices=Schedule.Every.choices)
    period = forms.ChoiceField(
        required=False,
        label=_("Period"),
        choices=[(AS_ASKED, _("as asked")), (THIS_YEAR, _("this year so far")), (LAST_MONTH, _("the month before"))],
    )

    def __init__(self, *args, what: str, **kwargs):
        super().__init__(*args, what=what, **kwargs)
        if what != "figures":
            del self.fields["period"]
