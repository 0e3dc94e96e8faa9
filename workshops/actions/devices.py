"""Deeds upon devices that take attendance: prepare one, know one by its token, revoke one."""

import datetime
import hashlib
import hmac
import secrets
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import Device, Workshop
from ..rules import may_take_attendance
from .deciding import refuse_if_not_held

SCHEME = "Device"
LONGEST_LABEL, LONGEST_REASON = 80, 300


@transaction.atomic
def prepare_device(
    workshop: Workshop, person: User, label: str, *, by: User, at: datetime.datetime | None = None
) -> tuple[Device, str]:
    """Let a device of this person take attendance; gives its secret, which is shown once and never stored."""
    now = at or timezone.now()
    workshop = _locked(workshop)
    refuse_if_not_held(workshop)
    if not may_take_attendance(by, workshop):
        raise Refused(_("Only those who take attendance can prepare a device."))
    if not may_take_attendance(person, workshop):
        raise Refused(_("%(name)s does not take attendance here.") % {"name": person.name}, "person")
    label = _told(label, LONGEST_LABEL, _("Give the device a name of at most 80 characters."), "label")
    secret = secrets.token_urlsafe(32)
    device = Device.objects.create(
        workshop=workshop, person=person, label=label, secret_digest=_digest(secret), created_at=now
    )
    log(by, "workshop.device_prepared", device, at=now, label=label)
    return device, secret


@transaction.atomic
def revoke_device(device: Device, *, reason: str, by: User, at: datetime.datetime | None = None) -> Device:
    """From now on what it sends waits, and at its next contact it forgets everybody. Twice is once."""
    now = at or timezone.now()
    workshop = _locked(device.workshop)
    if not may_take_attendance(by, workshop):
        raise Refused(_("Only those who take attendance can revoke a device."))
    reason = _told(reason, LONGEST_REASON, _("Say why it is revoked, in at most 300 characters."), "reason")
    device = Device.objects.select_related("person").get(pk=device.pk)
    device.workshop = workshop
    if device.revoked_at:
        return device
    device.revoked_at, device.revoked_by, device.revoked_why = now, by, reason
    device.save(update_fields=["revoked_at", "revoked_by", "revoked_why"])
    log(by, "workshop.device_revoked", device, reason=reason, at=now)
    return device


def device_of(header: str, code: str) -> Device | None:
    """The device that an Authorization header names, `Device <uuid>.<secret>`, revoked or not; None if it is forged.

    The secret is compared in constant time.
    """
    scheme, _space, token = header.partition(" ")
    name, _dot, secret = token.strip().partition(".")
    try:
        key = uuid.UUID(name)
    except ValueError:
        return None
    known = Device.objects.select_related("workshop", "person").filter(uuid=key, workshop__code=code).first()
    kept = known.secret_digest if known else _digest("")
    right = hmac.compare_digest(kept, _digest(secret))
    return known if right and secret and scheme == SCHEME else None


def is_trusted(device: Device, workshop: Workshop) -> bool:
    """Whether what it sends counts: it is not revoked, and whose it is still takes attendance."""
    return device.revoked_at is None and may_take_attendance(device.person, workshop)


def _locked(workshop: Workshop) -> Workshop:
    return Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _told(text: str, most: int, sentence: str, about: str) -> str:
    text = text.strip()
    if not any(sign.isalnum() for sign in text) or len(text) > most or "\0" in text:
        raise Refused(sentence, about)
    return text
