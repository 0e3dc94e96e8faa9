"""The forms for supporters and funding lines of a workshop."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from elearning.people.models import Office, User
from elearning.toolkit.forms import PictureField
from elearning.toolkit.models import ToolkitImage

from ..actions.supporting import FUNDING, SUPPORTER
from ..models import FundingLine, Supporter
from .versioned import VersionedForm, readable


class SupporterForm(VersionedForm):
    """An office or an organisation, what it does, its logo, who signs and who is asked."""

    office = forms.ModelChoiceField(label=gettext_lazy("Office"), queryset=None, required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Or organisation"), max_length=150, required=False, validators=[readable]
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Supporter.Role.choices)
    signatory = forms.CharField(
        label=gettext_lazy("Who signs for it"), max_length=150, required=False, validators=[readable]
    )
    signatory_title = forms.CharField(
        label=gettext_lazy("Title of the signatory"), max_length=150, required=False, validators=[readable]
    )
    focal_point = forms.EmailField(
        label=gettext_lazy("E-mail address of its focal point"),
        required=False,
        help_text=gettext_lazy("A focal point nominates, and sees the people of this supporter alone."),
    )
    logo = PictureField(label=gettext_lazy("Logo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    no_logo = forms.BooleanField(label=gettext_lazy("Take the logo away"), required=False)

    def __init__(self, *args: Any, supporter: Supporter | None = None, **kwargs: Any):
        initial = {name: getattr(supporter, name) for name in SUPPORTER if name != "logo"} if supporter else {}
        if supporter and supporter.focal_point:
            initial["focal_point"] = supporter.focal_point.email
        super().__init__(*args, initial=initial, **kwargs)
        self.key = f"supporter.{supporter.pk}." if supporter else ""
        self.fields["office"].queryset = Office.objects.all()
        if not (supporter and supporter.logo_id):
            del self.fields["no_logo"]

    def clean_focal_point(self) -> User | None:
        address = self.cleaned_data["focal_point"]
        person = User.objects.filter(email__iexact=address, is_active=True).first() if address else None
        if address and person is None:
            raise ValidationError(_("Nobody here has this address. Look it up among the people."))
        return person

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("office")) == bool(data.get("organisation")) and not self.errors:
            raise ValidationError(
                {"organisation": _("Give an office, or the name of an organisation: one of the two.")}
            )
        return data

    def typed(self, name: str, value: Any) -> Any:
        """A person as her address, a picture as its name."""
        if name == "focal_point":
            return User.objects.filter(pk=value).values_list("email", flat=True).first() or ""
        if name == "logo":
            return ToolkitImage.objects.filter(pk=value).values_list("title", flat=True).first() or ""
        return value

    def values(self) -> dict[str, Any]:
        """What was written, without the picture: the view stores that one first."""
        return {name: value for name, value in super().values().items() if name not in ("logo", "no_logo")}


class FundingForm(VersionedForm):
    """Which donor and project pays which share."""

    donor = forms.CharField(label=pgettext_lazy("who gives money", "Donor"), max_length=120, validators=[readable])
    project_code = forms.CharField(label=gettext_lazy("Project code"), max_length=40, validators=[readable])
    share = forms.DecimalField(
        label=gettext_lazy("Share in percent"),
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )

    def __init__(self, *args: Any, line: FundingLine | None = None, **kwargs: Any):
        initial = {name: getattr(line, name) for name in FUNDING} if line else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.key = f"funding.{line.pk}." if line else ""
