"""Deeds upon invitations: invite, accept."""

import datetime
import hashlib
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify

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
    invitation = Invitation.objects.select_for_update().select_related("person").get(pk=invitation.pk)
    now = at or timezone.now()
    person = invitation.person
    if invitation.accepted_at or invitation.expires_at <= now or person.email != invitation.email:
        raise Refused(_("This invitation has been used or has expired. Ask for a new one."))
    person.set_password(password)
    person.save(update_fields=["password"])
    person.emailaddress_set.update_or_create(email=person.email, defaults={"verified": True, "primary": True})
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    log(person, "people.invitation_accepted", person, at=now)
    return person
