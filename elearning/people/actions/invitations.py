"""Deeds upon invitations: invite, accept."""

import datetime
import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.notices.models import Delivery, Notice

from ..models import Invitation, User
from .refusal import Refused

INVITATION_LASTS = datetime.timedelta(days=14)


def hash_secret(secret: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(person: User, *, by: User | None, at: datetime.datetime | None = None) -> Invitation:
    """Send a person the single-use way to set her password; an earlier one that is still open ends."""
    if not person.email:
        raise Refused(_("%(person)s has no e-mail address. Add one first.") % {"person": person.name})
    if not person.is_active:
        raise Refused(_("The account of %(person)s is closed.") % {"person": person.name})
    now = at or timezone.now()
    person.invitations.filter(accepted_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    _forget_secrets(person)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        email=person.email,
        secret_hash=hash_secret(secret),
        invited_by=by,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    log(by, "people.invited", person, at=now)
    path = f"/people/invitations/{secret}/"
    notify(person, "invitation", key=f"invitation:{invitation.pk}", path=path, at=now, invitation=invitation)
    return invitation


@transaction.atomic
def accept(invitation: Invitation, *, password: str, at: datetime.datetime | None = None) -> User:
    """Set the password of the person invited; her address is verified, since the secret came by it."""
    User.objects.select_for_update().get(pk=invitation.person_id)
    invitation = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    now = at or timezone.now()
    person = invitation.person
    if not _is_open(invitation, now):
        raise Refused(_("This invitation has been used or has expired. Ask for a new one."))
    person.set_password(password)
    person.save(update_fields=["password"])
    person.emailaddress_set.exclude(email=person.email).update(primary=False)
    person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    _forget_secrets(person)
    person.sign_in_codes.filter(revoked_at=None).update(revoked_at=now)  # from now on she signs in by her address
    User.objects.filter(pk=person.pk, first_visit="").update(first_visit=User.FirstVisit.WAITING)
    log(person, "people.invitation_accepted", person, at=now)
    return person


def _is_open(invitation: Invitation, now: datetime.datetime) -> bool:
    """Whether it still lets in: unused, in time, for an open account, by an address that is nobody else's."""
    person = invitation.person
    if invitation.accepted_at or invitation.expires_at <= now:
        return False
    if not person.is_active or person.email != invitation.email:
        return False
    return not EmailAddress.objects.filter(email=person.email, verified=True).exclude(user=person).exists()


def _forget_secrets(person: User) -> None:
    """Blank the notices of a person's invitations so far, which open nothing any more; no mail of them goes out."""
    notices = Notice.objects.filter(person=person, kind="invitation").exclude(path="")
    Delivery.objects.filter(notice__in=notices, state=Delivery.State.WAITING).delete()
    notices.update(path="", text=F("subject"), html=F("subject"))
