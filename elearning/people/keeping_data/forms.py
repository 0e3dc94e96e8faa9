"""What is written when somebody asks for a copy or an erasure, or decides about one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import User


class ReasonForm(forms.Form):
    """Why something is done for, or to, another person; it is kept."""

    why = forms.CharField(max_length=300, label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))


class AskForm(forms.Form):
    """She asks to be erased, and says that she knows what that means."""

    sure = forms.BooleanField(
        label=_("I understand that my account, my notes and my certificates' names cannot come back")
    )


class RefuseForm(ReasonForm):
    """Why it may not be, in words that she reads."""

    why = forms.CharField(
        max_length=300,
        label=_("Why it may not be"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("She reads this. Name the rule that asks to keep her data, and until when."),
    )


class FindForm(forms.Form):
    """Finds one person by what is hers alone."""

    who = forms.CharField(max_length=254, label=_("E-mail address or staff number"))

    def person(self) -> User | None:
        """The person, if there is one; an unknown one is said at the field."""
        if not self.is_valid():
            return None
        who = self.cleaned_data["who"].strip()
        found = User.objects.filter(email=who.lower(), erased_at=None).first()
        found = found or User.objects.filter(staff_number__iexact=who, erased_at=None).first()
        if found is None:
            self.add_error("who", _("Nobody has this address or number."))
        return found
