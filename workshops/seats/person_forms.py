"""The forms that name a person: nominated, substituted, of the team, at the door."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from elearning.people.inputs import PersonField
from elearning.people.models import Affiliation, User, refuse_hidden_signs
from elearning.people.rules import sees_all

from ..models import SPOKEN_LANGUAGES, Registration, Workshop
from .candidates import partners_of, people_for

Role = Registration.Role
COUNTRY = RegexValidator(r"^[A-Z]{2}$", gettext_lazy("Two capital letters, as in ISO 3166."))
LARGEST_LIST = 500_000


def spoken_here(workshop: Workshop) -> list[tuple[str, str]]:
    """The languages of the workshop, then the others: an interpreter may be brought for one of them."""
    return sorted(SPOKEN_LANGUAGES, key=lambda pair: pair[0] not in workshop.languages)


class PersonChoice(forms.ModelChoiceField):
    """One of the people whom the reader may put forward, shown with her address to tell namesakes apart."""

    def label_from_instance(self, person: User) -> str:
        return f"{person.name} · {person.email}" if person.email else person.name


class NominationForm(forms.Form):
    """Somebody of the reader's offices, and why she."""

    person = PersonChoice(queryset=User.objects.none(), label=gettext_lazy("Person"))
    motivation = forms.CharField(
        label=gettext_lazy("Why she"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language in the room"))
    group = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Group"), required=False)

    def __init__(self, *args: Any, workshop: Workshop, by: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_for(by, workshop)
        if sees_all(by):  # thousands do not fit into a select
            self.fields["person"] = PersonField(label=_("E-mail address or staff number"))
        self.fields["language"].choices = spoken_here(workshop)
        self.fields["group"].queryset = workshop.groups.all()

    def clean_person(self) -> User:
        """Somebody whose account is closed takes no seat."""
        person = self.cleaned_data["person"]
        if not person.is_active:
            raise ValidationError(_("The account of %(name)s is closed.") % {"name": person.name})
        return person


class ListForm(forms.Form):
    """A list of people to nominate, as a CSV file in UTF-8."""

    list = forms.FileField(label=gettext_lazy("CSV file"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_list(self) -> str:
        """The text of the file."""
        sent = self.cleaned_data["list"]
        if sent.size > LARGEST_LIST:
            raise ValidationError(_("The file is larger than 500 kB. Divide it."))
        try:
            return sent.read().decode("utf-8")
        except UnicodeDecodeError as fault:
            raise ValidationError(_("The file is not UTF-8 text. Save it as “CSV UTF-8”.")) from fault


class SubstituteForm(NominationForm):
    """Who comes instead."""

    def __init__(self, *args: Any, waiting: QuerySet[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        del self.fields["group"]
        if isinstance(self.fields["person"], PersonChoice):
            self.fields["person"].queryset = (self.fields["person"].queryset | waiting).distinct()


class NewcomerForm(forms.Form):
    """Somebody outside the offices who may not be known yet."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150, validators=[refuse_hidden_signs])
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=User.Sex.choices, initial=User.Sex.UNDISCLOSED)
    organisation_type = forms.ChoiceField(
        label=gettext_lazy("Kind of organisation"), choices=Affiliation.OrganisationType.choices
    )
    country = forms.CharField(
        label=gettext_lazy("Country"),
        max_length=2,
        validators=[COUNTRY],
        help_text=gettext_lazy("Two capital letters, such as KE."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language in the room"))

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = spoken_here(workshop)

    def clean_name(self) -> str:
        """A name of signs that nobody sees is none."""
        name = self.cleaned_data["name"]
        if not any(sign.isalpha() for sign in name):
            raise ValidationError(_("Write the name in letters."))
        return name


class PartnerForm(NewcomerForm):
    """Somebody of an organisation, put forward by its focal point or by headquarters."""

    partner = forms.ModelChoiceField(queryset=None, label=gettext_lazy("Organisation"))
    motivation = forms.CharField(label=gettext_lazy("Why she"), max_length=500, required=False)
    field_order = ["partner", "name", "email", "sex", "organisation_type", "country", "language", "motivation"]

    def __init__(self, *args: Any, workshop: Workshop, by: User, **kwargs: Any):
        super().__init__(*args, workshop=workshop, **kwargs)
        self.fields["partner"].queryset = partners_of(by, workshop)
        if len(partners := self.fields["partner"].queryset) == 1:
            self.fields["partner"].initial = partners[0]


class WalkInForm(NewcomerForm):
    """Somebody at the door who is not known yet; a known address is the person who has it."""

    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=150)
    field_order = ["name", "email", "sex", "organisation", "organisation_type", "country", "language"]


class KnownWalkInForm(forms.Form):
    """Somebody at the door who is known."""

    person = PersonField(label=gettext_lazy("E-mail address or staff number"))
    language = forms.ChoiceField(label=gettext_lazy("Language in the room"))

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = spoken_here(workshop)


class TeamForm(KnownWalkInForm):
    """Somebody of the team."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[pair for pair in Role.choices if pair[0] != Role.PARTICIPANT]
    )
    field_order = ["person", "role", "language"]
