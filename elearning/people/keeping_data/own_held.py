"""What accounts, notices, people and the CMS hold about a person, for her copy of it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.dispatch import receiver
from django.utils.translation import gettext as _

from elearning.journal.models import LogEntry
from elearning.notices.models import Delivery, Preference, Rhythm

from ..models import (
    Absence,
    Affiliation,
    Erasure,
    FormerTrait,
    HandoverItem,
    HeldCopy,
    Invitation,
    JoinRequest,
    NoticeAccepted,
    Posting,
    Role,
    SignInCode,
    User,
)
from ..signals import held_about
from .parts import Part, part, row_of, shown_fields


@receiver(held_about)
def myself(sender, *, person: User, **kwargs) -> list[Part]:
    """Her row and what ties her to offices."""
    own = {"person": person}
    return [
        part(_("Who you are"), User.objects.filter(pk=person.pk), also=("people.user_groups",)),
        part(_("Rows that were joined with yours"), User.objects.filter(merged_into=person), "name", "date_joined"),
        part(_("What was written of you before"), FormerTrait.objects.filter(**own)),
        part(
            _("Where you are or were posted"),
            Posting.objects.filter(**own).select_related("office"),
            *("office", "category", "job_title", "started_on", "ended_on", "recorded_at", "withdrawn_at"),
            left_out=_("The name of your supervisor is left out here; your profile shows it."),
        ),
        part(_("Organisations"), Affiliation.objects.filter(**own)),
        part(_("Offices that you asked to belong to"), JoinRequest.objects.filter(**own).select_related("office")),
        part(_("Absences"), Absence.objects.filter(**own)),
        part(
            _("Roles"),
            Role.objects.filter(**own).select_related("office"),
            *("kind", "office", "started_on", "ended_on"),
            left_out=_("Who lent you a role, or to whom you lent yours, is left out, since it is about them."),
        ),
        part(_("What you left for others to take over"), HandoverItem.objects.filter(**own)),
    ]


@receiver(held_about)
def my_account(sender, *, person: User, **kwargs) -> list[Part]:
    """How she signs in; secrets are not written out."""
    own = {"person": person}
    return [
        part(_("E-mail addresses"), EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        part(
            _("Second steps and passkeys"),
            Authenticator.objects.filter(user=person),
            *("type", "created_at", "last_used_at"),
            left_out=_("The secrets themselves are left out."),
        ),
        part(
            _("Printed codes to sign in with"),
            SignInCode.objects.filter(**own),
            *("made_at", "expires_at", "revoked_at", "last_used_at"),
            left_out=_("The codes themselves and their PINs are left out."),
        ),
        part(_("Invitations"), Invitation.objects.filter(**own)),
    ]


@receiver(held_about)
def what_i_agreed_to(sender, *, person: User, **kwargs) -> list[Part]:
    """Notices of data protection, copies, erasures, and how she set up the CMS."""
    own = {"person": person}
    return [
        part(
            _("Data protection notices that you accepted"),
            NoticeAccepted.objects.filter(**own),
            "notice",
            "at",
            "language",
        ),
        part(_("Copies like this one"), HeldCopy.objects.filter(**own)),
        part(_("Requests to be erased"), Erasure.objects.filter(**own), "state", "asked_at", "why", "refused_why"),
        part(
            _("Settings in the CMS"),
            apps.get_model("wagtailusers.UserProfile").objects.filter(user=person),
            "preferred_language",
            "current_time_zone",
            files=("avatar",),
        ),
    ]


@receiver(held_about)
def what_i_was_told(sender, *, person: User, **kwargs) -> list[Part]:
    """Notices, and the journal where it is about her or by her."""
    about = LogEntry.objects.filter(subject_type=User._meta.label_lower, subject_id=str(person.pk))
    found = (about | LogEntry.objects.filter(actor=person)).order_by("at", "pk")
    fields = [each for each in shown_fields(LogEntry) if each.name in ("at", "action", "subject_type")]
    rows = [
        row_of(entry, fields) | ({_("by you"): True} if entry.actor_id == person.pk else {})
        for entry in found.iterator(chunk_size=2000)
    ]
    sentence = _("Reasons and details are left out where they may be about others; ask headquarters for one of them.")
    mails = Delivery.objects.filter(notice__person=person).order_by("pk")
    return [
        part(_("How you want to be told"), Preference.objects.filter(person=person)),
        part(_("When you want mail"), Rhythm.objects.filter(person=person)),
        part(_("What you were told"), person.notices.all(), "subject", "text", "created_at", "read_at"),
        part(Delivery._meta.verbose_name_plural, mails, "address", "state", "sent_at"),
        Part(_("What was written in the journal"), (LogEntry._meta.label_lower,), rows, left_out=sentence),
    ]
