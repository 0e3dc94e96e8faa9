"""The deeds of proof: record, annul, issue, render, revoke, reissue."""

import datetime
import hashlib
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.people.actions import hold
from elearning.people.models import Office, User

from .circumstances import affiliated, posted, standing
from .issuing import make_certificate
from .models import Certificate, LearningRecord
from .pdf import certificate_pdf
from .signals import record_annulled, record_made


class Erased(LookupError):
    """Its holder was erased: there is no document of it any more."""


CERTIFIED = (LearningRecord.Kind.COMPLETION, LearningRecord.Kind.PARTICIPATION)


@transaction.atomic
def record_achievement(
    person: User,
    *,
    subject_kind: str,
    subject_uuid: UUID,
    title: dict[str, str],
    kind: str,
    achieved_on: datetime.date,
    basis: dict[str, Any],
    topic: UUID | None = None,
    hours: Any = None,
    valid_until: datetime.date | None = None,
    workshop_kind: str = "",
    assessment: str = "",
    then: tuple[Office | None, str] | None = None,
    certify: bool = True,
    again: bool = False,
    at: datetime.datetime | None = None,
) -> LearningRecord:
    """Record that a person achieved something, and enqueue its certificate in the same transaction.

    A second time gives the record that is there, unless that was annulled: then a new one follows it. `then` is her
    office and category where they were copied before (at the confirmation of a seat); else the posting of the day.
    Without `certify` no certificate is drawn. With `again` what was achieved on another day is another record (a
    refresher from a file of the past).
    """
    from .tasks import issue

    person = hold(person)
    same = LearningRecord.objects.filter(
        person=person, subject_kind=subject_kind, subject_uuid=subject_uuid, kind=kind
    ).order_by("sequence")
    rows = list(same.select_related("annulled_by"))
    if there := standing(rows, achieved_on, again=again):
        return there
    office, category = then or posted(person, achieved_on)
    outside = {} if office else affiliated(person, achieved_on)
    record = LearningRecord.objects.create(
        person=person,
        subject_kind=subject_kind,
        subject_uuid=subject_uuid,
        title=title,
        topic=topic,
        workshop_kind=workshop_kind,
        kind=kind,
        assessment=assessment,
        sequence=rows[-1].sequence + 1 if rows else 0,
        achieved_on=achieved_on,
        recorded_at=at or timezone.now(),
        office=office,
        category=category,
        **outside,
        hours=hours,
        basis=basis if certify else {**basis, "certificate": False},
        valid_until=valid_until,
    )
    if certify and kind in CERTIFIED:
        issue.enqueue(str(record.uuid))
    record_made.send(LearningRecord, record=record)
    return record


@transaction.atomic
def annul(
    record: LearningRecord,
    *,
    by: User | None,
    reason: str,
    evidence_stands: bool = False,
    at: datetime.datetime | None = None,
) -> LearningRecord:
    """Withdraw a record by another one, from now on; the past as it was known stays. Twice is once.

    Who made the record takes back what it rests on, unless `evidence_stands`: then only part of it was wrong.
    """
    _ask_for(reason)
    same = {"person": hold(record.person), "subject_kind": record.subject_kind, "subject_uuid": record.subject_uuid}
    values = {
        **{name: getattr(record, name) for name in ("title", "topic", "workshop_kind", "achieved_on")},
        "kind": LearningRecord.Kind.ANNULMENT,
        "sequence": LearningRecord.objects.filter(**same, kind=LearningRecord.Kind.ANNULMENT).count(),
        "recorded_at": at or timezone.now(),
        "reason": reason,
    }
    annulment, created = LearningRecord.objects.get_or_create(annuls=record, defaults=same | values)
    if created:
        log(by, "record.annulled", record, reason=reason, at=at)
        record_annulled.send(LearningRecord, annulment=annulment, by=by, evidence_stands=evidence_stands)
    return annulment


def issue_certificate(record: LearningRecord, *, at: datetime.datetime | None = None) -> Certificate:
    """The certificate of a record, made once: a double click or two workers make one."""
    if found := record.certificates.order_by("-pk").first():
        return found
    try:
        with transaction.atomic():
            holder = User.objects.select_for_update().get(pk=record.person_id)  # an erasure waits, or was there before
            if holder.erased_at:
                raise Erased
            certificate = make_certificate(record, name=holder.name, at=at)
            _tell(certificate, "certificate_issued", at)
            log(None, "certificate.issued", certificate, at=at)
    except IntegrityError:
        return record.certificates.get()
    return certificate


def render_certificate(certificate: Certificate) -> bytes:
    """The bytes of the document, made and stored once; the same for ever after, whatever changes elsewhere."""
    if certificate.erased_at:
        raise Erased
    if not certificate.rendered_at:
        content = certificate_pdf(certificate)  # outside the transaction: it takes its time
        with transaction.atomic():
            locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
            if not locked.rendered_at and not locked.erased_at:
                locked.pdf.save(f"{locked.uuid}.pdf", ContentFile(content), save=False)
                locked.sha256, locked.rendered_at = hashlib.sha256(content).hexdigest(), timezone.now()
                locked.save(update_fields=["pdf", "sha256", "rendered_at"])
        certificate.refresh_from_db()
        if certificate.erased_at:
            raise Erased
    with certificate.pdf.open() as file:
        return file.read()


@transaction.atomic
def revoke(
    certificate: Certificate,
    *,
    by: User | None,
    reason: str,
    not_earned: bool = False,
    evidence_stands: bool = False,
    at: datetime.datetime | None = None,
) -> Certificate:
    """Take a certificate back, with a reason that everybody may read; `not_earned` annuls the record too.

    `evidence_stands` is as in `annul`.
    """
    _ask_for(reason)
    certificate = (
        Certificate.objects.select_for_update(of=("self",)).select_related("record__person").get(pk=certificate.pk)
    )
    if certificate.state != Certificate.State.ISSUED:
        raise ValidationError(_("This certificate is not valid any more. There is nothing to take back."))
    certificate.state, certificate.revoked_at = Certificate.State.REVOKED, at or timezone.now()
    certificate.revoked_reason = reason
    certificate.save(update_fields=["state", "revoked_at", "revoked_reason"])
    if not_earned:
        annul(certificate.record, by=by, reason=reason, evidence_stands=evidence_stands, at=at)
    log(by, "certificate.revoked", certificate, reason=reason, at=at, not_earned=not_earned)
    _tell(certificate, "certificate_revoked", at)
    return certificate


@transaction.atomic
def reissue(
    certificate: Certificate,
    *,
    by: User | None,
    reason: str,
    name: str | None = None,
    at: datetime.datetime | None = None,
) -> Certificate:
    """A new certificate that supersedes this one: another spelling, another name. The record stays.

    One that was revoked, though it was earned, stays revoked and is followed by the new one all the same.
    """
    from .tasks import render

    _ask_for(reason)
    certificate = (
        Certificate.objects.select_for_update(of=("self",)).select_related("record__person").get(pk=certificate.pk)
    )
    if not certificate.may_be_replaced:
        raise ValidationError(_("A newer certificate exists, or the record is annulled: none can be issued anew."))
    if certificate.state == Certificate.State.ISSUED:
        certificate.state = Certificate.State.SUPERSEDED
        certificate.save(update_fields=["state"])
    newer = make_certificate(certificate.record, name=name or certificate.record.person.name, at=at)
    certificate.superseded_by = newer
    certificate.save(update_fields=["superseded_by"])
    log(by, "certificate.reissued", certificate, reason=reason, at=at, newer=newer.serial)
    _tell(newer, "certificate_reissued", at)
    render.enqueue(str(newer.uuid))
    return newer


def catch_up() -> int:
    """Issue and render what a lost task left; returns how many certificates were touched. At most 50 a turn."""
    without = ~Exists(Certificate.objects.filter(record=OuterRef("pk")))
    lost = LearningRecord.objects.current().filter(without, kind__in=CERTIFIED).select_related("person")
    unwished = LearningRecord.objects.filter(basis__certificate=False)  # came from a file, without the wish for one
    lost = lost.exclude(pk__in=unwished.values("pk")).filter(person__erased_at=None)
    in_turn(lost[:50], issue_certificate)
    unrendered = Certificate.objects.filter(rendered_at=None, state=Certificate.State.ISSUED, erased_at=None)
    return in_turn(unrendered[:50], render_certificate)


def _ask_for(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Give the reason."))


def _tell(certificate: Certificate, kind: str, at: datetime.datetime | None) -> None:
    path, key = certificate.get_absolute_url(), f"{kind}:{certificate.uuid}"
    notify(certificate.record.person, kind, key=key, path=path, at=at, certificate=certificate)
