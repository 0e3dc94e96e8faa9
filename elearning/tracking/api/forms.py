"""What headquarters says of a new client."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning.people.models import Office


class ClientForm(forms.Form):
    """A name, what it may see, until when."""

    name = forms.CharField(max_length=120, label=_("Name"), help_text=_("Which program reads, and whose it is."))
    office = forms.ModelChoiceField(
        Office.objects.none(),
        required=False,
        to_field_name="code",
        label=_("Office"),
        empty_label=_("all offices"),
        help_text=_("It reads the figures of this office and of all below."),
    )
    expires_on = forms.DateField(
        label=_("Expires"),
        help_text=_("Within two years. Then make another token."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, **kwargs):
        next_year = timezone.now().date() + datetime.timedelta(days=365)
        super().__init__(*args, initial={"expires_on": next_year}, **kwargs)
        self.fields["office"].queryset = Office.objects.all()
