"""The rows of the retention table that are about accounts, notices, imports and background work."""

import datetime

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from elearning.notices.models import Attachment, Delivery, Notice

from ..importing import clearing
from ..models import COPY_LASTS, HeldCopy, Invitation, JoinRequest, Posting, SignInCode, User
from .leftovers import delete_leftovers
from .table import ADMINISTRATORS, HEADQUARTERS, HERSELF, Kind, change_some, delete_some, drop_files, register

Moment = datetime.datetime


def clear_notices(moment: Moment, most: int) -> int:
    """Read ones; those that another row still names stay."""
    found = Notice.objects.filter(read_at__lte=moment)
    return delete_some(_unnamed(found), most)


def clear_unread_notices(moment: Moment, most: int) -> int:
    """Those that nobody read, as far as no other row names them."""
    found = Notice.objects.filter(read_at=None, created_at__lte=moment)
    return delete_some(_unnamed(found), most)


def clear_mail_texts(moment: Moment, most: int) -> int:
    """What was mailed: the laid-out text goes, the plain one stays as long as its notice."""
    sent = Delivery.objects.filter(state=Delivery.State.SENT, sent_at__lte=moment)
    number = change_some(Notice.objects.filter(delivery__in=sent).exclude(html=""), most, html="")
    return number + delete_some(Attachment.objects.filter(notice__delivery__in=sent), most - number)


def clear_imports(moment: Moment, most: int) -> int:
    return clearing.clear_old(moment + clearing.KEPT)


def clear_copies(moment: Moment, most: int) -> int:
    return drop_files(HeldCopy.objects.filter(ready_at__lte=moment).exclude(file=""), most, "file")


def clear_invitations(moment: Moment, most: int) -> int:
    return delete_some(Invitation.objects.filter(expires_at__lte=moment, accepted_at=None), most)


def clear_codes(moment: Moment, most: int) -> int:
    return delete_some(SignInCode.objects.filter(Q(expires_at__lte=moment) | Q(revoked_at__lte=moment)), most)


def clear_join_requests(moment: Moment, most: int) -> int:
    return delete_some(JoinRequest.objects.filter(decided_at__lte=moment), most)


def clear_sessions(moment: Moment, most: int) -> int:
    return delete_some(Session.objects.filter(expire_date__lte=moment), most)


def clear_tasks(moment: Moment, most: int) -> int:
    ended = DBTaskResult.objects.filter(status__in=["SUCCESSFUL", "FAILED"], finished_at__lte=moment)
    return delete_some(ended, most)


def close_unused_accounts(moment: Moment, most: int) -> int:
    """Nobody signed in by it, is posted by it today, or was invited just now: its way in is closed, its row stays."""
    today = timezone.localdate()
    posted = Posting.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today), person=OuterRef("pk"), withdrawn_at=None)
    invited = Invitation.objects.filter(person=OuterRef("pk"), accepted_at=None, expires_at__gt=timezone.now())
    unused = User.objects.filter(~Exists(posted), ~Exists(invited), is_active=True, is_superuser=False, last_login=None)
    found = unused.filter(email__isnull=False, date_joined__lte=moment).order_by("pk")[:most]
    for person in (closed := list(found)):
        person.emailaddress_set.all().delete()
        person.invitations.filter(accepted_at=None).delete()
        person.set_unusable_password()
        person.is_active = False
        person.save(update_fields=["password", "is_active"])
    return len(closed)


def _unnamed(found: QuerySet[Notice]) -> QuerySet[Notice]:
    """Without those that a row of an app above points at and needs."""
    for relation in Notice._meta.related_objects:
        if relation.on_delete.__name__ == "PROTECT":
            held = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            found = found.filter(~Exists(held))
    return found


register(
    Kind(
        "people",
        _("Who somebody is, where she is or was posted, her roles and absences"),
        _("as long as the platform counts by it, or until she is erased"),
        HEADQUARTERS,
        _("her name goes with an erasure; office, category, sex and days stay"),
        _("figures of the past can be asked again"),
    ),
    Kind(
        "journal",
        _("The journal of deeds"),
        _("the deed"),
        HEADQUARTERS,
        _("names within it go with an erasure"),
        _("who did what with other people's data can be told"),
    ),
    Kind(
        "erasures",
        _("Proofs of erasures"),
        _("the erasure"),
        HEADQUARTERS,
        _("nothing in them names anybody"),
        _("an erasure is done again after a restore"),
    ),
    Kind(
        "privacy",
        _("Which data protection notice somebody accepted"),
        _("the acceptance"),
        HEADQUARTERS,
        _("it stays, without a name after an erasure"),
        _("it can be shown what was agreed to"),
    ),
    Kind(
        "accounts",
        _("Accounts that were never used, of people who are not posted"),
        _("the account was made"),
        ADMINISTRATORS,
        _("the account is closed; the row of the person stays"),
        _("a way in that nobody uses is a risk"),
        730,
        close_unused_accounts,
    ),
    Kind(
        "invitations",
        _("Invitations that nobody accepted"),
        _("the invitation expired"),
        ADMINISTRATORS,
        _("they are deleted"),
        _("an expired one is needed only to explain a question"),
        90,
        clear_invitations,
    ),
    Kind(
        "codes",
        _("Printed sign-in codes that open nothing any more"),
        _("the code expired or was revoked"),
        ADMINISTRATORS,
        _("they are deleted; that they were made and used stays in the journal"),
        _("an old one is needed only to explain a question"),
        90,
        clear_codes,
    ),
    Kind(
        "joining",
        _("Requests to join an office that were answered"),
        _("the request was answered or taken back"),
        HEADQUARTERS,
        _("they are deleted; the posting stays"),
        _("an answer is needed only to explain a question"),
        365,
        clear_join_requests,
    ),
    Kind(
        "notices",
        _("Notices that were read"),
        _("the notice was read"),
        HERSELF,
        _("they are deleted, with the addresses that they were mailed to"),
        _("a year is enough to look something up"),
        365,
        clear_notices,
    ),
    Kind(
        "unread_notices",
        _("Notices that nobody read"),
        _("the notice was written"),
        HERSELF,
        _("they are deleted, with the addresses that they were mailed to"),
        _("what they asked for is long past"),
        730,
        clear_unread_notices,
    ),
    Kind(
        "mails",
        _("Texts and attachments of mails as they were sent"),
        _("the mail was sent"),
        ADMINISTRATORS,
        _("they are deleted; the notice on the site stays"),
        _("a mail can be looked into while somebody may ask about it"),
        90,
        clear_mail_texts,
    ),
    Kind(
        "imports",
        _("Files of people that were uploaded"),
        _("the upload, or the last time they were applied"),
        HEADQUARTERS,
        _("they are deleted; what they did stays in the journal"),
        _("a month is enough to check and apply a file"),
        clearing.KEPT.days,
        clear_imports,
    ),
    Kind(
        "copies",
        _("Copies of all that is held about somebody"),
        _("the copy was ready"),
        HERSELF,
        _("the file is deleted"),
        _("it can be made again at any time"),
        COPY_LASTS.days,
        clear_copies,
    ),
    Kind(
        "sessions",
        _("Sessions of people who signed in"),
        _("the session expired"),
        ADMINISTRATORS,
        _("they are deleted"),
        _("they open nothing any more"),
        0,
        clear_sessions,
    ),
    Kind(
        "tasks",
        _("Work that was done in the background"),
        _("the work ended"),
        ADMINISTRATORS,
        _("the note of it is deleted"),
        _("a failure can be looked into"),
        30,
        clear_tasks,
    ),
    Kind(
        "leftovers",
        _("Files that no row names, after a killed deletion or a restored backup"),
        _("the file was last written"),
        ADMINISTRATORS,
        _("they are deleted"),
        _("whoever was erased stays erased"),
        7,
        delete_leftovers,
    ),
)
