"""The only door of My office: days without a line, a role to lend."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elearning.people.inputs import DayField, OfficeField
from elearning.people.models import Office, Role


class OfflineForm(forms.Form):
    """From when to when an office has no line."""

    place = OfficeField(label=_("Which office"), help_text=_("This office alone; those below have lines of their own."))
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"), required=False, help_text=_("Empty: nobody knows yet."))
    note = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args, offices: list[Office], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Office.objects.filter(pk__in=[office.pk for office in offices])


class LendForm(forms.Form):
    """Which of her roles, to whom, from when to when."""

    role = forms.ChoiceField(label=_("Which role"))
    to = forms.EmailField(label=_("E-mail address of your colleague"))
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"))

    def __init__(self, *args, roles: list[Role], **kwargs):
        super().__init__(*args, **kwargs)
        self.roles = {str(role.pk): role for role in roles}
        self.fields["role"].choices = [(key, shown(role)) for key, role in self.roles.items()]

    def clean_role(self) -> Role:
        return self.roles[self.cleaned_data["role"]]


def shown(role: Role) -> str:
    """A role as it stands in a list."""
    return f"{role.get_kind_display()} · {role.office.name}" if role.office else role.get_kind_display()
