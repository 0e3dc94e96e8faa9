"""The forms of polls, questions and the parking lot."""

import uuid as uuids
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from elearning.fields import LocalizedFormField
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..actions.parking import mark_of
from ..actions.polling import LEAST, MOST
from ..framing.versioned import readable
from ..models import ParkedPoint, Poll, Workshop

LONGEST = 400


class Texts(LocalizedFormField):
    """A text in the languages of the site, in each of which something can be read."""

    def clean(self, value: Any) -> dict[str, str]:
        texts = super().clean(value)
        for text in (texts or {}).values():
            readable(text)
        return texts or {}


class PollForm(forms.Form):
    """A question and two to eight choices; those left empty are none."""

    question = Texts(label=gettext_lazy("Question"))

    def __init__(self, *args: Any, poll: Poll | None, **kwargs: Any):
        initial = {"question": poll.question} if poll else {}
        initial |= {f"choice_{place}": texts for place, texts in enumerate(poll.choices, start=1)} if poll else {}
        super().__init__(*args, initial=initial, **kwargs)
        for place in range(1, MOST + 1):
            label = _("Choice %(place)s") % {"place": place}
            self.fields[f"choice_{place}"] = Texts(label=label, required=place <= LEAST)

    def choices(self) -> list[dict[str, str]]:
        """Those that were written, in their order."""
        written = [self.cleaned_data[f"choice_{place}"] for place in range(1, MOST + 1)]
        return [texts for texts in written if texts]

    def clean(self) -> dict[str, Any]:
        for place in range(LEAST + 1, MOST + 1):
            texts = self.cleaned_data.get(f"choice_{place}")
            if texts and not texts.get("en"):
                self.add_error(f"choice_{place}", _("Give at least the English text."))
        return self.cleaned_data


class OnceForm(forms.Form):
    """What is sent once although sent twice: its name is made with the page."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, initial={"uuid": uuids.uuid4()}, **kwargs)

    def clean_uuid(self) -> uuids.UUID:
        return self.cleaned_data["uuid"] or uuids.uuid4()


class QuestionForm(OnceForm):
    """A question to the room."""

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    with_name = forms.BooleanField(
        label=gettext_lazy("Show my name with it"),
        required=False,
        help_text=gettext_lazy("Without this tick nobody is shown who asked, not the facilitators either."),
    )


class PointForm(OnceForm):
    """A point to be put aside."""

    text = forms.CharField(
        label=gettext_lazy("What should not be forgotten"),
        max_length=LONGEST,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class PersonChoice(forms.ModelChoiceField):
    """A person by name."""

    def label_from_instance(self, person: User) -> str:
        return person.name


class SettleForm(forms.Form):
    """Who sees to a point, until when, and what became of it."""

    owner = PersonChoice(User.objects.none(), label=gettext_lazy("Owner"), required=False)
    due_on = forms.DateField(
        label=gettext_lazy("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    state = forms.ChoiceField(label=pgettext_lazy("parked point", "State"), choices=ParkedPoint.State.choices)
    outcome = forms.CharField(
        label=gettext_lazy("What became of it"),
        max_length=600,
        required=False,
        validators=[readable],
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, point: ParkedPoint, workshop: Workshop, **kwargs: Any):
        names = ("owner", "due_on", "state", "outcome")
        initial = {name: getattr(point, name) for name in names} | {"seen": mark_of(point)}
        super().__init__(*args, initial=initial, **kwargs)
        inside = User.objects.filter(registrations__in=workshop.registrations.taking_part())
        known = User.objects.filter(pk=point.owner_id)
        self.fields["owner"].queryset = (inside | known).distinct().order_by("name", "pk")

    def refuse(self, refusal: Refused) -> None:
        """Say why at the field that it is about. The page shows the point as it stands: that she has seen now."""
        self.add_error(refusal.about or None, str(refusal))
        self.data = self.data.copy()
        self.data["seen"] = self.initial["seen"]

    def clean_due_on(self):
        due_on = self.cleaned_data["due_on"]
        if due_on and not 2000 <= due_on.year <= 2200:
            raise ValidationError(_("Choose a day within two years."))
        return due_on
