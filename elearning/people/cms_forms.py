"""The forms by which an administrator writes down people and offices."""

import zoneinfo

from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .actions import add_office, add_person, change_office, change_person
from .inputs import OfficeField
from .models import Office, User
from .rules import may_give_groups


def zones() -> list[tuple[str, str]]:
    """Every IANA time zone; the computer's own, which some systems list among them, is none."""
    names = sorted(zoneinfo.available_timezones() - {"localtime"})
    return [("", "---------"), *((name, name) for name in names)]


class PersonForm(forms.ModelForm):
    """Who a person is. She chooses her password herself, by an invitation."""

    class Meta:
        model = User
        fields = [
            "name",
            "name_own_script",
            "email",
            "staff_number",
            "language",
            "sex",
            "is_active",
            "groups",
            "is_superuser",
        ]
        widgets = {"groups": forms.CheckboxSelectMultiple}
        labels = {"is_superuser": _("Administrator of everything")}
        help_texts = {
            "name": _("As it is to stand on certificates."),
            "name_own_script": _("If the name is written in another script, such as Arabic."),
            "email": _("Where the invitation goes. May stay empty for somebody who is signed in on paper."),
            "language": _("The language of pages and mails."),
            "sex": _("Used in counts by sex only, never shown beside the name."),
            "is_active": _("Untick to close the account: nobody is deleted, since records hang on people."),
            "groups": _("What the person may do in the CMS; none for who only learns."),
            "is_superuser": _("May do everything, whatever the groups say."),
        }

    def __init__(self, *args, by: User, editing_self: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        if editing_self or not by.is_superuser:
            del self.fields["is_superuser"]
        if editing_self or not self.instance.pk:
            del self.fields["is_active"]
        if not may_give_groups(by, self.instance):
            del self.fields["groups"]

    def clean_email(self) -> str | None:
        email = (self.cleaned_data["email"] or "").strip().lower() or None
        person = email and self._others().filter(email=email).first()
        if not person and email:
            address = EmailAddress.objects.filter(email=email, verified=True, user__in=self._others()).first()
            person = address and address.user
        return self._unless_taken(email, person)

    def clean_staff_number(self) -> str | None:
        number = (self.cleaned_data["staff_number"] or "").strip() or None
        return self._unless_taken(number, number and self._others().filter(staff_number__iexact=number).first())

    def _others(self):
        return User.objects.exclude(pk=self.instance.pk)

    def _unless_taken(self, value: str | None, person: User | None) -> str | None:
        if person:
            raise ValidationError(_("%(person)s has this already."), params={"person": person.name})
        return value

    def save(self, commit: bool = True) -> User:
        if self.instance.pk:
            self.instance = change_person(self.instance, by=self.by, **self.cleaned_data)
        else:
            self.instance = add_person(by=self.by, **self.cleaned_data)
        return self.instance


class OfficeForm(forms.ModelForm):
    """What an office is, and below which one it stands."""

    parent = OfficeField(
        label=_("Below"),
        required=False,
        empty_label=_("no other: it stands at the top"),
        error_messages={"invalid_choice": _("Choose an office that does not stand below this one.")},
    )
    country = forms.CharField(label=_("Country"), help_text=_("Two letters, as in ISO 3166: KE, MZ."))
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones)

    class Meta:
        model = Office
        fields = ["parent", "code", "name", "kind", "country", "zone", "language"]
        error_messages = {"code": {"unique": _("There is an office with this code already.")}}
        help_texts = {"code": _("Short, as it stands in lists and exports: KE, RO-NBO.")}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        if self.instance.pk:
            self.fields["parent"].queryset = Office.objects.exclude(path__startswith=self.instance.path)
            self.initial["parent"] = self.instance.get_parent()

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()

    def save(self, commit: bool = True) -> Office:
        if self.instance.pk:
            self.instance = change_office(self.instance, by=self.by, **self.cleaned_data)
        else:
            self.instance = add_office(by=self.by, **self.cleaned_data)
        return self.instance
