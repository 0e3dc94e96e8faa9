"""Inputs by which an administrator names an office, a person or a day."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Office, User

EM_SPACES = "\u2003\u2003"  # HTML keeps them, so that a list or a select shows the tree


def in_tree(office: Office) -> str:
    """The name of an office, set in by its depth."""
    return EM_SPACES * (office.depth - 1) + office.name


class OfficeField(forms.ModelChoiceField):
    """One of the offices, shown as the tree that they are."""

    def __init__(self, **kwargs):
        super().__init__(**{"queryset": Office.objects.all(), "label": _("Office"), **kwargs})

    def label_from_instance(self, office: Office) -> str:
        return in_tree(office)


class PersonField(forms.CharField):
    """A person by her e-mail address or staff number, since thousands do not fit into a select."""

    def to_python(self, value: str | None) -> User | None:
        value = super().to_python(value)
        if not value:
            return None
        person = None
        if "\x00" not in value:  # PostgreSQL takes no NUL, and the validators come after this
            person = User.objects.filter(Q(email=value.lower()) | Q(staff_number__iexact=value)).first_kept()
        if person is None:
            sentence = _("Nobody here has the e-mail address or staff number “%(value)s”.")
            raise ValidationError(sentence, params={"value": value})
        return person


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
