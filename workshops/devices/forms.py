"""The forms about what waits: whose an event is, or why it is set aside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.resolving import LONGEST
from ..attendance.checkpoints import Checkpoint
from ..models import Registration, Workshop


def place_words(checkpoint: Checkpoint, workshop: Workshop) -> str:
    """A checkpoint as a person finds it: day, time at the place, code."""
    begins = checkpoint.starts_at.astimezone(workshop.tz)
    return f"{begins:%Y-%m-%d %H:%M} {checkpoint.code}"


class PersonChoice(forms.ModelChoiceField):
    """Somebody who takes part, by number and name."""

    def label_from_instance(self, obj: Registration) -> str:
        return f"{obj.number} {obj.person.name}"


class ReasonForm(forms.Form):
    """Why; `events` are those that are ticked in the table."""

    reason = forms.CharField(
        label=_("How you know"), max_length=LONGEST, help_text=_("For example: I asked her, her badge was lost.")
    )


class ResolveForm(ReasonForm):
    """Whose it is, and for which part of the agenda."""

    field_order = ["registration", "checkpoint", "reason"]
    registration = PersonChoice(label=_("Whose is it"), queryset=Registration.objects.none())
    checkpoint = forms.ChoiceField(label=_("For which part of the agenda"))

    def __init__(self, *args: Any, workshop: Workshop, places: list[Checkpoint], **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = workshop.registrations.taking_part().select_related("person").order_by("number")
        self.fields["registration"].queryset = people
        choices = [(place.key, place_words(place, workshop)) for place in places]
        self.fields["checkpoint"].choices = [("", "—"), *choices]
