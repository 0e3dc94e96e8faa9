"""The deed upon two rows for one human: merge."""

import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..merging.moving import give_rest, leave, moving
from ..models import Erasure, FormerTrait, Merge, Posting, Twins, User
from ..rules import may_merge
from ..signals import facts_changed, merging
from .postings import withdraw_posting
from .refusal import Refused


@transaction.atomic
def merge(
    kept: User,
    gone: User,
    *,
    by: User,
    reason: str,
    withdraw_postings: bool = False,
    at: datetime.datetime | None = None,
) -> Merge:
    """From now on `gone` is `kept`: all rows of hers move, what was known before stays as it was. Twice is once.

    Postings that overlap are refused with a sentence, unless `withdraw_postings`: then those of `gone` are withdrawn.
    """
    if kept.pk == gone.pk:
        raise Refused(_("These are one row already."))
    kept, gone = _held(kept, gone)
    if gone.merged_into_id == kept.pk:
        return gone.merged
    _refuse(kept, gone, by, reason)
    now = at or timezone.now()
    _settle_postings(kept, gone, by=by, withdraw=withdraw_postings, at=now)
    merged = Merge.objects.create(kept=kept, gone=gone, by=by, at=now, reason=reason)
    merging.send(Merge, merge=merged)
    of_herself = gone.erasures.filter(decided_by=kept)  # which nobody decides
    leave(merged, Erasure, of_herself.values_list("pk", flat=True))
    for field in moving():
        give_rest(merged, field)
    _join_rows(kept, gone, at=now)
    _settle_twins(kept, gone, by=by, at=now)
    log(by, "people.merged", kept, at=now, reason=reason, gone=gone.pk, rows=merged.moved.count())
    facts_changed.send(User, persons=[kept.pk, gone.pk], at=now)
    return merged


def _held(*people: User) -> list[User]:
    """Locked in the order of their ids, and read again."""
    held = User.objects.select_for_update().filter(pk__in=[each.pk for each in people]).order_by("pk")
    found = {each.pk: each for each in held}
    return [found[each.pk] for each in people]


def _refuse(kept: User, gone: User, by: User, reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say how you know that they are one person."), "reason")
    if any(each.merged_into_id for each in (kept, gone)):
        raise Refused(_("One of the two was merged with somebody already. Look at that person instead."))
    if any(each.erased_at for each in (kept, gone)):
        raise Refused(_("One of the two was erased: nothing says any more who that was."))
    if not may_merge(by, kept, gone):
        raise Refused(_("Whoever has powers here is merged by an administrator of everything, not by herself."))


def overlapping(kept: User, gone: User) -> list[Posting]:
    """The standing postings of `gone` that share a day with one of `kept`."""
    ours = list(kept.postings.filter(withdrawn_at=None))
    far = datetime.date.max
    return [
        each
        for each in gone.postings.filter(withdrawn_at=None).select_related("office").order_by("started_on")
        if any(each.started_on <= (o.ended_on or far) and o.started_on <= (each.ended_on or far) for o in ours)
    ]


def _settle_postings(kept: User, gone: User, *, by: User, withdraw: bool, at: datetime.datetime) -> None:
    clashing = overlapping(kept, gone)
    if clashing and not withdraw:
        sentence = _(
            "Both are posted in the same time: %(where)s. End or withdraw one of them, or choose to withdraw those of "
            "the row that goes."
        )
        where = ", ".join(f"{each.office.name} ({date_format(each.started_on, 'DATE_FORMAT')})" for each in clashing)
        raise Refused(sentence % {"where": where}, "withdraw_postings")
    for posting in clashing:
        withdraw_posting(posting, reason=_("Merged with another row of the same person."), by=by, at=at)


def _join_rows(kept: User, gone: User, *, at: datetime.datetime) -> None:
    """The account of the gone row closes; what the kept row lacks it gets, and with it the way in."""
    User.objects.filter(merged_into=gone).update(merged_into=kept)
    email, number, password = gone.email, gone.staff_number, gone.password
    takes_email = bool(email) and not kept.email
    gone.is_active, gone.is_superuser, gone.merged_into = False, False, kept
    gone.email = None if takes_email else email
    gone.staff_number = None if number and not kept.staff_number else number
    gone.set_unusable_password()
    gone.save()
    gone.invitations.filter(accepted_at=None, expires_at__gt=timezone.now()).update(expires_at=timezone.now())
    if takes_email:
        kept.email, kept.password = email, password
        for model in (EmailAddress, Authenticator):
            model.objects.filter(user=gone).update(user=kept)
    EmailAddress.objects.filter(user=gone).delete()
    kept.staff_number = kept.staff_number or number
    kept.name_own_script = kept.name_own_script or gone.name_own_script
    _join_traits(kept, gone, at)
    kept.save()


def _join_traits(kept: User, gone: User, at: datetime.datetime) -> None:
    """Sex and language that only the gone row tells; what the kept one said before is kept for figures given then."""
    sex = gone.sex if kept.sex == User.Sex.UNDISCLOSED else kept.sex
    language = kept.language or gone.language
    if (sex, language) != (kept.sex, kept.language):
        FormerTrait.objects.create(person=kept, sex=kept.sex, language=kept.language, until=at)
        kept.sex, kept.language = sex, language


def _settle_twins(kept: User, gone: User, *, by: User, at: datetime.datetime) -> None:
    low, high = sorted((kept.pk, gone.pk))
    decided = {"state": Twins.State.MERGED, "decided_by": by, "decided_at": at}
    Twins.objects.filter(one=low, other=high).update(**decided)
    waiting = Twins.objects.filter(state=Twins.State.WAITING)
    waiting.filter(one=gone).delete()
    waiting.filter(other=gone).delete()
