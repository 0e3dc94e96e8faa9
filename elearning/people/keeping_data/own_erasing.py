"""What of accounts, notices, people and the CMS goes with an erased person."""

import datetime
import zipfile

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.dispatch import receiver
from wagtail.models import ModelLogEntry

from elearning.journal.models import LogEntry
from elearning.notices.models import Attachment, Delivery, Notice, Preference, Rhythm

from ..importing.actions import scans_of
from ..merging.moving import rows
from ..models import (
    Absence,
    Affiliation,
    HandoverItem,
    HeldCopy,
    ImportRun,
    Invitation,
    JoinRequest,
    Posting,
    SignInCode,
    User,
)
from ..signals import erasing
from .erasing import Goes

# Rows of the CMS that are hers alone; what she wrote or did for others there stays, done by an erased person.
OF_CMS = (
    "wagtailadmin.EditingSession",
    "wagtailadmin.FormState",
    "wagtailcore.APIToken",
    "wagtailcore.PageSubscription",
)


@receiver(erasing)
def close_accounts(sender, *, people: list[int], goes: Goes, **kwargs) -> dict[str, int]:
    """No way in stays: addresses, second factors, sessions, invitations, what the CMS kept for her."""
    goes.also_written_to_at(*_addresses(people))
    counts = {
        "e-mail addresses": EmailAddress.objects.filter(user__in=people).delete()[0],
        "second factors": Authenticator.objects.filter(user__in=people).delete()[0],
        "printed codes": SignInCode.objects.filter(person__in=people).delete()[0],
        "requests to join an office": JoinRequest.objects.filter(person__in=people).delete()[0],
        "invitations": Invitation.objects.filter(person__in=people).delete()[0],
        "sessions": _end_sessions(people),
    }
    for name in OF_CMS:
        counts[f"rows of the CMS ({name})"] = apps.get_model(name).objects.filter(user__in=people).delete()[0]
    profiles = apps.get_model("wagtailusers.UserProfile").objects.filter(user__in=people)
    goes.take(*(each.avatar for each in profiles))
    counts["settings of the CMS"] = profiles.delete()[0]
    return counts


def _addresses(people: list[int]) -> set[str]:
    """Where she was written to at any time; without the mailbox of an office that is somebody else's by now."""
    found = set(EmailAddress.objects.filter(user__in=people).values_list("email", flat=True))
    found |= set(Invitation.objects.filter(person__in=people).values_list("email", flat=True))
    found |= set(Delivery.objects.filter(notice__person__in=people).values_list("address", flat=True))
    return found - set(User.objects.exclude(pk__in=people).filter(email__in=found).values_list("email", flat=True))


def _end_sessions(people: list[int]) -> int:
    """Every session in the store that is hers; the store cannot be asked whose one is."""
    hers = {str(each) for each in people}
    found = [s.pk for s in Session.objects.iterator() if str(s.get_decoded().get("_auth_user_id")) in hers]
    return Session.objects.filter(pk__in=found).delete()[0]


@receiver(erasing)
def forget_notices(sender, *, people: list[int], **kwargs) -> dict[str, int]:
    """What she was told: the text goes, the row that says that she was told stays."""
    told = Notice.objects.filter(person__in=people)
    Attachment.objects.filter(notice__in=told).delete()
    settings = sum(model.objects.filter(person__in=people).delete()[0] for model in (Preference, Rhythm))
    deliveries = Delivery.objects.filter(notice__in=told).delete()[0]
    return {
        "notices": told.update(subject="", text="", html="", path=""),
        "mails": deliveries,
        "settings of notices": settings,
    }


@receiver(erasing)
def forget_person(sender, *, person: User, people: list[int], at: datetime.datetime, goes: Goes, **kwargs):
    """Of her postings and absences the dates stay, since figures are reckoned from them."""
    goes.keep(
        "postings, affiliations and absences: office, category, job title, organisation, days", "figures rest on them"
    )
    goes.keep("the journal: that something was done, and when", "it says what was done with other people's data")
    copies = HeldCopy.objects.filter(person__in=people)
    goes.take(*(each.file for each in copies))
    if HeldCopy.objects.exclude(person__in=people).exclude(file="").exists():
        goes.keep("copies of what is held about others, which may tell of her", "they are deleted after seven days")
    about = LogEntry.objects.filter(subject_type=User._meta.label_lower, subject_id__in=map(str, people))
    for table in (LogEntry, HandoverItem, Posting):
        own = about if table is LogEntry else rows(table).filter(person__in=people)
        goes.hide_in(own)
    ModelLogEntry.objects.filter(content_type__app_label="people", object_id__in=map(str, people)).update(label="–")
    return {
        "kinds of absences": Absence.objects.filter(person__in=people).update(kind=Absence.Kind.LEAVE),
        "units and ranks": Affiliation.objects.filter(person__in=people).update(unit="", rank=""),
        "copies of all that was held": copies.update(file="", why=""),
        "files of imports": _clear_imports(goes, at),
    }


def _clear_imports(goes: Goes, at: datetime.datetime) -> int:
    """Files that wait to be applied and hold her line would bring her back: they go."""
    cleared = 0
    waiting = ImportRun.objects.exclude(file="").exclude(state=ImportRun.State.APPLYING)
    for run in waiting.select_for_update():
        if _names(run.file.name, goes):
            goes.files += [run.file.name, scans_of(run)]
            run.file, run.state = "", ImportRun.State.FAILED
            run.save(update_fields=["file", "state"])
            cleared += 1
    return cleared


def _names(name: str, goes: Goes) -> bool:
    """Whether a CSV or a workbook holds one of her names or codes."""
    if not default_storage.exists(name):
        return False
    with default_storage.open(name) as file:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as book:
                texts = [book.read(each) for each in book.infolist() if each.filename.endswith(".xml")]
        else:
            file.seek(0)
            texts = [file.read()]
    return any(word.casefold() in text.decode(errors="ignore").casefold() for text in texts for word in goes.words.all)
