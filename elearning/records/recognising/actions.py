"""Deeds upon claims: make one, take it back, accept, refuse, annul what was accepted in error."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions import Refused
from elearning.people.models import User

from ..actions import annul, record_achievement
from ..models import Claim, Equivalence, LearningRecord
from .uploads import Upload
from .validity import last_day, refuse_days

State = Claim.State
MOST_WAITING, MOST_A_DAY = 20, 40
OUTSIDE = "outside"


def make_claim(
    person: User,
    upload: Upload,
    *,
    title: str,
    provider: str,
    achieved_on: datetime.date,
    hours: Decimal | None = None,
    equivalence: Equivalence | None = None,
    at: datetime.datetime | None = None,
) -> Claim:
    """Keep a certificate from elsewhere until a verifier has looked at it. The same file twice is one claim."""
    now = at or timezone.now()
    if achieved_on > timezone.localdate(now):
        raise Refused(_("This day lies in the future. Give the day that stands on the certificate."), "achieved_on")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        alike = person.claims.filter(sha256=upload.sha256, state__in=[State.WAITING, State.ACCEPTED])
        known = alike.select_related("record__annulled_by", "person", "decided_by").first()
        if known and not is_annulled(known):
            return known
        if known:
            _release(known, known.record.annulled_by, by=None)
        _refuse_many(person, now)
        claim = Claim(person=person, sha256=upload.sha256, media_type=upload.media_type, made_at=now, title=title)
        claim.provider, claim.achieved_on, claim.hours, claim.equivalence = provider, achieved_on, hours, equivalence
        claim.file.save(f"{claim.uuid}.{upload.ending}", ContentFile(upload.data), save=False)
        claim.save()
        log(person, "records.claim_made", claim, at=now)
    return claim


def _refuse_many(person: User, now: datetime.datetime) -> None:
    """Twenty wait at most; who takes them back to send others is stopped at forty a day, for the sake of the disk."""
    if person.claims.filter(state=State.WAITING).count() >= MOST_WAITING:
        raise Refused(_("Twenty certificates of yours wait already. Send more when they are answered."))
    if person.claims.filter(made_at__gt=now - datetime.timedelta(days=1)).count() >= MOST_A_DAY:
        raise Refused(_("Forty certificates came from you within a day. Send the next ones tomorrow."))


@transaction.atomic
def take_back(claim: Claim, *, by: User, at: datetime.datetime | None = None) -> Claim:
    """The learner takes it back while it waits."""
    claim = _held(claim)
    if claim.person_id != by.pk:
        raise Refused(_("Only whoever made a claim takes it back."))
    if claim.state == State.TAKEN_BACK:
        return claim
    _refuse_decided(claim)
    claim.state = State.TAKEN_BACK
    claim.save(update_fields=["state"])
    log(by, "records.claim_taken_back", claim, at=at)
    return claim


@transaction.atomic
def accept(
    claim: Claim,
    *,
    equivalence: Equivalence,
    by: User,
    valid_until: datetime.date | None = None,
    at: datetime.datetime | None = None,
) -> LearningRecord:
    """Accept it as what a row of the table of equivalences says; the record follows in the same transaction.

    One of another day renews: it is a record beside the earlier one.
    """
    claim = _held(claim)
    _refuse_own(claim, by)
    _refuse_decided(claim)
    if not equivalence.is_open:
        raise Refused(_("This equivalence is closed. Choose another, or refuse the claim."), "equivalence")
    now, until = at or timezone.now(), valid_until or last_day(claim.achieved_on, equivalence.months)
    refuse_days(claim.achieved_on, until, equivalence.months)
    record = record_achievement(claim.person, **_facts(claim, equivalence, until), again=True, at=now)
    _refuse_another(record, claim)
    claim.state, claim.equivalence, claim.record, claim.valid_until = State.ACCEPTED, equivalence, record, until
    _decide(claim, by, now)
    log(by, "records.claim_accepted", claim, at=now, record=str(record.uuid))
    _tell(claim, "claim_accepted", now)
    return record


def _refuse_another(record: LearningRecord, claim: Claim) -> None:
    """What stood there before rests on something else."""
    if record.basis.get("claim") != str(claim.uuid):
        sentence = _(
            "A record of %(day)s stands for this equivalence already. Annul that one first, or refuse this claim."
        )
        raise Refused(sentence % {"day": date_format(record.achieved_on, "DATE_FORMAT")}, "equivalence")


def _facts(claim: Claim, equivalence: Equivalence, until: datetime.date | None) -> dict[str, Any]:
    basis = {"claim": str(claim.uuid), "sha256": claim.sha256, "title": claim.title, "provider": claim.provider}
    return {
        "subject_kind": OUTSIDE,
        "subject_uuid": equivalence.uuid,
        "title": equivalence.titles,
        "topic": equivalence.topic,
        "kind": LearningRecord.Kind.RECOGNISED,
        "achieved_on": claim.achieved_on,
        "hours": equivalence.hours if equivalence.hours is not None else claim.hours,
        "valid_until": until,
        "basis": basis,
    }


@transaction.atomic
def refuse(claim: Claim, *, reason: str, by: User, at: datetime.datetime | None = None) -> Claim:
    """Refuse it, with a reason that the learner reads."""
    claim = _held(claim)
    _refuse_own(claim, by)
    _refuse_decided(claim)
    if not reason.strip():
        raise Refused(_("Give the reason: the learner reads it."), "reason")
    now = at or timezone.now()
    claim.state, claim.reason = State.REFUSED, reason
    _decide(claim, by, now)
    log(by, "records.claim_refused", claim, at=now, reason=reason)
    _tell(claim, "claim_refused", now)
    return claim


@transaction.atomic
def annul_accepted(claim: Claim, *, reason: str, by: User, at: datetime.datetime | None = None) -> Claim:
    """Take back what was accepted in error: its record is annulled from now on, and the claim is refused."""
    claim = _held(claim)
    _refuse_own(claim, by)
    if claim.state != State.ACCEPTED:
        raise Refused(_("This claim is not accepted: there is nothing to take back."))
    if not reason.strip():
        raise Refused(_("Give the reason: the learner reads it."), "reason")
    _release(claim, annul(claim.record, by=by, reason=reason, at=at), by=by)
    return claim


def is_annulled(claim: Claim) -> bool:
    """Whether it was accepted, and its record is annulled, here or elsewhere."""
    return claim.record is not None and hasattr(claim.record, "annulled_by")


def _held(claim: Claim) -> Claim:
    """The claim as it stands, its person and itself held, in this order."""
    User.objects.select_for_update().get(pk=claim.person_id)
    return (
        Claim.objects.select_for_update(of=("self",)).select_related("person", "record", "decided_by").get(pk=claim.pk)
    )


def _refuse_own(claim: Claim, by: User) -> None:
    if claim.person_id == by.pk:
        raise Refused(_("Nobody decides upon her own claim."))


def _refuse_decided(claim: Claim) -> None:
    if claim.state == State.TAKEN_BACK:
        raise Refused(_("The learner took this claim back in between."))
    if claim.state != State.WAITING:
        values = {"name": claim.decided_by.name, "state": claim.get_state_display()}
        raise Refused(_("%(name)s was here first: this claim is %(state)s.") % values)


def _decide(claim: Claim, by: User | None, now: datetime.datetime) -> None:
    claim.decided_by, claim.decided_at = by or claim.decided_by, now
    claim.save(update_fields=["state", "equivalence", "record", "valid_until", "reason", "decided_by", "decided_at"])


def _tell(claim: Claim, kind: str, now: datetime.datetime) -> None:
    key = f"{kind}:{claim.uuid}:{now.isoformat()}"
    notify(claim.person, kind, key=key, path="/learning/", at=now, claim=claim)


def _release(claim: Claim, annulment: LearningRecord, *, by: User | None) -> None:
    """An accepted claim whose record is annulled is refused from then on, and the learner told why."""
    claim.state, claim.record, claim.reason = State.REFUSED, None, annulment.reason
    _decide(claim, by, annulment.recorded_at)
    _tell(claim, "claim_refused", annulment.recorded_at)
