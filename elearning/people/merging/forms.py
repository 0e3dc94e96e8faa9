"""The decision upon two likely twins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Twins


class DecisionForm(forms.Form):
    """Which row is kept, and how one knows."""

    kept = forms.ChoiceField(label=_("Which row is kept"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("How you know that they are one person"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    withdraw_postings = forms.BooleanField(
        label=_("Withdraw the postings of the other row that overlap"),
        required=False,
        help_text=_("They stay visible as withdrawn, so that figures given before can be explained."),
    )

    def __init__(self, *args, twins: Twins, **kwargs):
        super().__init__(*args, **kwargs)
        self.twins = twins
        self.fields["kept"].choices = [
            (str(each.pk), " · ".join(filter(None, (each.name, each.email, each.staff_number))))
            for each in (twins.one, twins.other)
        ]
        self.initial.setdefault(
            "kept", str((twins.other if twins.other.email and not twins.one.email else twins.one).pk)
        )

    @property
    def pair(self) -> tuple:
        """Who is kept, and who goes."""
        one, other = self.twins.one, self.twins.other
        chosen = str(self.cleaned_data["kept"] if self.is_bound else self.initial["kept"])
        return (one, other) if chosen == str(one.pk) else (other, one)
