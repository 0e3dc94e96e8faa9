"""The only door for names as they should be printed, for refusals, and for what the preview shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elearning.people.models.user import refuse_hidden_signs

from ..framing.versioned import readable

NAME = {"max_length": 150, "validators": [refuse_hidden_signs, readable]}


class NameForm(forms.Form):
    """What should be printed instead."""

    name = forms.CharField(label=_("My name as it should be printed"), **NAME)
    name_own_script = forms.CharField(
        label=_("The same in its own script"),
        required=False,
        help_text=_("If your name is written in another script, such as Arabic. It is printed below."),
        **NAME,
    )
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=300, help_text=_("Such as: as in my passport.")
    )


class NameOfForm(NameForm):
    """The same, written down for somebody who cannot sign in."""

    field_order = ["number", "name", "name_own_script", "remark"]
    number = forms.CharField(label=_("Her number"), max_length=10, help_text=_("As on the badge, like P07."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name as it should be printed")


class WhyForm(forms.Form):
    """Why a name stays as it is."""

    why = forms.CharField(label=_("Why not"), max_length=300, validators=[readable], help_text=_("She reads this."))


class TakeBackForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        validators=[readable],
        help_text=_("Everybody who verifies the certificate reads this."),
    )
