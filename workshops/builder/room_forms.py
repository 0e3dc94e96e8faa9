"""The small forms of rooms, groups and teams of interpreters."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions.drafting_rooms import digest
from ..framing.versioned import readable
from ..models import Group, InterpreterTeam, Registration, Room, Workshop


class KeptForm(forms.ModelForm):
    """One row of a workshop; the same name twice is refused with a sentence.

    `seen` is the digest of the row as the page showed it, so that an older page overwrites nothing.
    """

    named = "name"
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, prefix=self.prefix_of(kwargs.get("instance")), **kwargs)
        if self.instance.pk:
            self.initial["seen"] = digest(self.instance)
        self.instance.workshop = workshop
        self.fields[self.named].validators.append(readable)

    @classmethod
    def prefix_of(cls, instance: Any) -> str:
        return f"{cls._meta.model._meta.model_name}-{instance.pk if instance else 'new'}"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        value = data.get(self.named)
        others = self._meta.model.objects.filter(workshop=self.instance.workshop).exclude(pk=self.instance.pk)
        if value and others.filter(**{f"{self.named}__iexact": value}).exists():
            raise ValidationError(_("There is one of this name already."), code="taken")
        return data

    def overtaken(self, sentence: str, now: str) -> None:
        """Say that another changed the row; what she typed stays, and saved once more it is kept on what is `now`."""
        self.full_clean()
        self.add_error(None, sentence)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = now


class RoomForm(KeptForm):
    capacity = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=100_000, required=False)

    class Meta:
        model = Room
        fields = ["name", "capacity"]


class GroupForm(KeptForm):
    named = "code"

    class Meta:
        model = Group
        fields = ["code", "name"]


class TeamForm(KeptForm):
    class Meta:
        model = InterpreterTeam
        fields = ["name", "language", "members"]
        widgets = {"members": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, workshop=workshop, **kwargs)
        if not interpreters_of(workshop):
            del self.fields["members"]
            return
        members = self.fields["members"]
        members.queryset = workshop.registrations.filter(pk__in=[row.pk for row in interpreters_of(workshop)])
        members.choices = [(row.pk, row.person.name) for row in interpreters_of(workshop)]


def interpreters_of(workshop: Workshop) -> list[Registration]:
    """Those who are registered as interpreters, read once for all forms of a page."""
    if "_interpreters" not in workshop.__dict__:
        rows = workshop.registrations.taking_part().filter(role=Registration.Role.INTERPRETER)
        workshop._interpreters = list(rows.select_related("person"))
    return workshop._interpreters


FORMS = {"room": RoomForm, "group": GroupForm, "interpreterteam": TeamForm}
