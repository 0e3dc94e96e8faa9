"""The forms of learning from elsewhere: a claim, the answers to it, a row of the table of equivalences."""

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.fields import LocalizedFormField
from elearning.people.actions import Refused
from elearning.people.inputs import DayField
from elearning.people.models import refuse_hidden_signs

from ..models import Claim, Equivalence
from .uploads import MOST_BYTES, Upload, take
from .validity import FIRST, last_day


def line(label: Any, most: int, **more: Any) -> forms.CharField:
    """One line of text, written in either direction, without hidden signs."""
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=most, widget=widget, validators=[refuse_hidden_signs], **more)


def hours_field() -> forms.DecimalField:
    return forms.DecimalField(
        label=gettext_lazy("Hours of learning"),
        min_value=0,
        max_value=2000,
        max_digits=5,
        decimal_places=1,
        required=False,
    )


class ClaimForm(forms.Form):
    """A certificate from elsewhere, and what stands on it."""

    file = forms.FileField(label=gettext_lazy("Certificate"), help_text=gettext_lazy("PDF, JPEG or PNG, 5 MB at most."))
    title = line(gettext_lazy("Title, as it stands on the certificate"), 200)
    provider = line(gettext_lazy("Who issued it"), 150)
    achieved_on = DayField(label=gettext_lazy("Date on the certificate"))
    hours = hours_field()
    equivalence = forms.ModelChoiceField(
        Equivalence.objects.none(),
        label=gettext_lazy("What it may count as"),
        required=False,
        empty_label=gettext_lazy("none of these"),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["equivalence"].queryset = Equivalence.objects.filter(is_open=True)
        self.fields["file"].widget.attrs["accept"] = "application/pdf,image/jpeg,image/png"

    def clean_file(self) -> Upload:
        try:
            return take(self.cleaned_data["file"].read(MOST_BYTES + 1))
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None

    def clean_achieved_on(self) -> datetime.date:
        day = self.cleaned_data["achieved_on"]
        if day < FIRST:
            raise ValidationError(_("Give a year from %(first)d on.") % {"first": FIRST.year})
        return day

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class AcceptForm(forms.Form):
    """As what a claim counts, and how long."""

    equivalence = forms.ModelChoiceField(Equivalence.objects.none(), label=gettext_lazy("Counts as"))
    valid_until = DayField(
        label=gettext_lazy("Valid until"),
        required=False,
        help_text=gettext_lazy("Empty: as long as the equivalence says, or for ever where it says nothing."),
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any):
        chosen = claim.equivalence if claim.equivalence and claim.equivalence.is_open else None
        until = last_day(claim.achieved_on, chosen.months) if chosen else None
        super().__init__(*args, initial={"equivalence": chosen, "valid_until": until}, **kwargs)
        self.fields["equivalence"].queryset = Equivalence.objects.filter(is_open=True)


class ReasonForm(forms.Form):
    """Why a claim is refused, or what was accepted taken back."""

    reason = line(gettext_lazy("Reason"), 300, help_text=gettext_lazy("The learner reads it."))


class EquivalenceForm(forms.Form):
    """A course of another house, and what it counts for here."""

    titles = LocalizedFormField(label=gettext_lazy("Title, in each language"))
    provider = line(gettext_lazy("Who gives it"), 150)
    topic = forms.ChoiceField(
        label=gettext_lazy("Topic that it counts for"), required=False, help_text=gettext_lazy("A toolkit, or none.")
    )
    hours = hours_field()
    months = forms.IntegerField(
        label=gettext_lazy("Months of validity"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=gettext_lazy("Empty: for ever."),
    )

    def __init__(self, *args: Any, topics: dict[UUID, str], known: Equivalence | None = None, **kwargs: Any):
        names = ("titles", "provider", "topic", "hours", "months")
        super().__init__(*args, initial={name: getattr(known, name) for name in names} if known else {}, **kwargs)
        if known and known.topic and known.topic not in topics:
            topics = {**topics, known.topic: _("a topic that is not published now")}
        self.fields["topic"].choices = [("", _("none")), *((str(key), title) for key, title in topics.items())]

    def clean_topic(self) -> UUID | None:
        return UUID(self.cleaned_data["topic"]) if self.cleaned_data["topic"] else None


class QueueForm(forms.Form):
    """Which claims are looked at."""

    all_optional = True
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=Claim.State.choices, required=False)
    q = forms.CharField(label=gettext_lazy("Name, title or issuer"), max_length=100, required=False)

    def chosen(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        """Those asked for; waiting ones where the question cannot be read."""
        asked = self.cleaned_data if self.is_valid() else {}
        claims = claims.filter(state=asked.get("state") or Claim.State.WAITING)
        if text := asked.get("q"):
            claims = claims.filter(
                Q(person__name__icontains=text) | Q(title__icontains=text) | Q(provider__icontains=text)
            )
        return claims
