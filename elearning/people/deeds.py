"""The deeds upon a person that an administrator does in the CMS, each a form."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .actions import (
    Refused,
    add_absence,
    add_affiliation,
    end_posting,
    end_role,
    grant_role,
    invite,
    move,
    post,
    withdraw_absence,
    withdraw_posting,
)
from .inputs import DayField, OfficeField, PersonField
from .models import Absence, Affiliation, Category, Posting, Role, User


class Deed(forms.Form):
    """Words and inputs of one deed; what its action refuses becomes an error at the input that it is about."""

    title = button = done = ""
    note = ""
    rows = ""  # the relation of the person whose row the deed is upon, if it is upon one
    opens_account = False  # whether it gives a way into the account: then `may_edit` is asked besides

    def __init__(self, *args, person: User, by: User, row: Posting | Role | Absence | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.person, self.by, self.row = person, by, row

    def perform(self) -> bool:
        """Do it, or say why not. Two who press at once come one after the other."""
        with transaction.atomic():
            User.objects.select_for_update().get(pk=self.person.pk)
            try:
                self.act()
            except Refused as refusal:
                self.add_error(refusal.about if refusal.about in self.fields else None, str(refusal))
        return not self.errors

    def act(self) -> None:
        raise NotImplementedError


class PlaceDeed(Deed):
    """What is asked of every posting."""

    office = OfficeField()
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    supervisor = PersonField(
        label=_("Supervisor"), required=False, help_text=_("Her e-mail address or staff number. May stay empty.")
    )

    def clean_supervisor(self) -> User | None:
        if self.cleaned_data["supervisor"] == self.person:
            raise forms.ValidationError(_("Nobody supervises herself."))
        return self.cleaned_data["supervisor"]


class Post(PlaceDeed):
    title, button, done = _("Post at an office"), _("Post"), _("The posting is written down.")
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"), required=False, help_text=_("The last day; empty while it lasts."))

    def act(self) -> None:
        post(self.person, by=self.by, **self.cleaned_data)


class Move(PlaceDeed):
    title, button, done = _("Move to another office"), _("Move"), _("The move is written down.")
    on = DayField(label=_("From"), help_text=_("The posting that is open now ends the day before."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if current := self.person.postings.filter(ended_on__isnull=True, withdrawn_at__isnull=True).first():
            self.initial |= {"category": current.category, "job_title": current.job_title}

    def act(self) -> None:
        move(self.person, by=self.by, **self.cleaned_data)


class EndPosting(Deed):
    title, button, done, rows = _("End the posting"), _("End"), _("The end is written down."), "postings"
    ended_on = DayField(label=_("Last day"))

    def act(self) -> None:
        end_posting(self.row, by=self.by, **self.cleaned_data)


class WithdrawPosting(Deed):
    title, button, rows = _("Withdraw a posting that was wrong"), _("Withdraw"), "postings"
    done = _("The posting is withdrawn.")
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        help_text=_("The row stays visible as withdrawn, so that figures given before can be explained."),
    )

    def act(self) -> None:
        withdraw_posting(self.row, by=self.by, **self.cleaned_data)


class GrantRole(Deed):
    title, button, done = _("Grant a role"), _("Grant"), _("The role is granted.")
    kind = forms.ChoiceField(label=_("Role"), choices=Role.Kind.choices)
    office = OfficeField(required=False, help_text=_("For a focal point: she sees its people and those of all below."))
    started_on = DayField(label=_("From"), initial=timezone.localdate)
    ended_on = DayField(label=_("To"), required=False, help_text=_("The last day; empty while it lasts."))

    def act(self) -> None:
        grant_role(self.person, by=self.by, **self.cleaned_data)


class EndRole(Deed):
    title, button, done, rows = _("End the role"), _("End"), _("The end is written down."), "roles"
    ended_on = DayField(label=_("Last day"), initial=timezone.localdate)

    def act(self) -> None:
        end_role(self.row, by=self.by, **self.cleaned_data)


class AddAbsence(Deed):
    title, button, done = _("Enter an absence"), _("Enter"), _("The absence is written down.")
    kind = forms.ChoiceField(label=_("Kind"), choices=Absence.Kind.choices)
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"), help_text=_("The last day."))

    def act(self) -> None:
        add_absence(self.person, by=self.by, **self.cleaned_data)


class WithdrawAbsence(Deed):
    title, button, rows = _("Withdraw an absence that was wrong"), _("Withdraw"), "absences"
    done = _("The absence is withdrawn.")
    reason = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        help_text=_("The row stays visible as withdrawn, so that figures given before can be explained."),
    )

    def act(self) -> None:
        withdraw_absence(self.row, by=self.by, **self.cleaned_data)


class AddAffiliation(Deed):
    title, button = _("Enter an affiliation outside the offices"), _("Enter")
    done = _("The affiliation is written down.")
    organisation = forms.CharField(label=_("Organisation"), max_length=150)
    organisation_type = forms.ChoiceField(label=_("Type"), choices=Affiliation.OrganisationType.choices)
    country = forms.RegexField(
        r"^[A-Z]{2}$",
        label=_("Country"),
        help_text=_("Two capital letters, as in ISO 3166."),
        error_messages={"invalid": _("Two capital letters, as in ISO 3166.")},
    )
    unit = forms.CharField(label=_("Unit"), max_length=120, required=False)
    rank = forms.CharField(label=_("Rank"), max_length=80, required=False)
    started_on = DayField(label=_("From"))
    ended_on = DayField(label=_("To"), required=False, help_text=_("The last day; empty while it lasts."))

    def act(self) -> None:
        add_affiliation(self.person, by=self.by, **self.cleaned_data)


class Invite(Deed):
    """Mails a way in. Pressed twice it mails once: it knows the invitation that its page showed as the last."""

    title, button, done = _("Send an invitation"), _("Send"), _("The invitation is on its way.")
    opens_account = True
    note = _(
        "She gets a mail with a way to choose a password, good once and for 14 days. One sent before opens nothing."
    )
    last = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["last"] = self._last()

    def act(self) -> None:
        if self.cleaned_data["last"] != self._last():
            raise Refused(gettext("An invitation was sent a moment ago."))
        invite(self.person, by=self.by)

    def _last(self) -> int | None:
        return self.person.invitations.order_by("-pk").values_list("pk", flat=True).first()


DEEDS: dict[str, type[Deed]] = {
    "post": Post,
    "move": Move,
    "end-posting": EndPosting,
    "withdraw-posting": WithdrawPosting,
    "grant-role": GrantRole,
    "end-role": EndRole,
    "add-absence": AddAbsence,
    "withdraw-absence": WithdrawAbsence,
    "add-affiliation": AddAffiliation,
    "invite": Invite,
}
