"""The forms by which people say who they are."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import User, refuse_hidden_signs


class SignupForm(forms.Form):
    """What sign-up asks besides address and password (allauth's base form)."""

    name = forms.CharField(label=_("Your name"), max_length=150, validators=[refuse_hidden_signs])

    def signup(self, request, user: User) -> None:
        """Called by allauth when the person is stored; the name is stored by the adapter."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class ProfileForm(forms.ModelForm):
    """What a person keeps up herself."""

    class Meta:
        model = User
        fields = ["name", "name_own_script", "language", "sex"]
        help_texts = {
            "name": _("As it is to stand on your certificates."),
            "name_own_script": _("If your name is written in another script, such as Arabic. It stands on them too."),
            "language": _("The language of pages and mails."),
            "sex": _("Used in counts by sex only, never shown beside your name."),
        }


class PasswordForm(forms.Form):
    """A first password, chosen by the person invited."""

    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, person: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]

    def clean(self) -> dict:
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            raise ValidationError({"again": _("The two passwords are not the same.")})
        return data
