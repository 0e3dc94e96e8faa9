"""Deeds upon people: add, post, move, grant, invite."""

import datetime
import hashlib
import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify

from .models import Category, Invitation, Office, Posting, Role, User

INVITATION_LASTS = datetime.timedelta(days=14)


class Refused(ValueError):
    """The deed would break a rule; the message is a sentence for the person."""


@transaction.atomic
def add_person(name: str, *, email: str | None = None, at: datetime.datetime | None = None, **fields) -> User:
    """A person who cannot sign in until she accepts an invitation."""
    if email and User.objects.filter(email=email.strip().lower()).exists():
        raise Refused(_("There is a person with the address %(email)s already.") % {"email": email})
    return User.objects.create_user(email, name=name, date_joined=at or timezone.now(), **fields)


@transaction.atomic
def post(
    person: User,
    office: Office,
    *,
    started_on: datetime.date,
    category: str = Category.STAFF,
    job_title: str = "",
    supervisor: User | None = None,
    ended_on: datetime.date | None = None,
    at: datetime.datetime | None = None,
) -> Posting:
    """Post a person at an office. Refuses one that overlaps another posting of hers, or ends before it starts."""
    if ended_on and ended_on < started_on:
        raise Refused(_("The posting ends before it starts."))
    if supervisor == person:
        raise Refused(_("Nobody supervises herself."))
    User.objects.select_for_update().get(pk=person.pk)
    others = person.postings.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=started_on), withdrawn_at__isnull=True)
    clash = (others.filter(started_on__lte=ended_on) if ended_on else others).select_related("office").first()
    if clash:
        raise Refused(
            _("%(person)s is posted at %(office)s in that time. End that posting first.")
            % {"person": person.name, "office": clash.office.name}
        )
    now = at or timezone.now()
    return Posting.objects.create(
        person=person,
        office=office,
        category=category,
        job_title=job_title,
        supervisor=supervisor,
        started_on=started_on,
        ended_on=ended_on,
        recorded_at=now,
        end_recorded_at=now if ended_on else None,
    )


@transaction.atomic
def end_posting(posting: Posting, *, ended_on: datetime.date, at: datetime.datetime | None = None) -> Posting:
    """End an open posting on a day (its last)."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.ended_on or posting.withdrawn_at:
        raise Refused(_("This posting has ended already."))
    if ended_on < posting.started_on:
        raise Refused(_("The posting ends before it starts."))
    posting.ended_on, posting.end_recorded_at = ended_on, at or timezone.now()
    posting.save(update_fields=["ended_on", "end_recorded_at"])
    return posting


@transaction.atomic
def move(person: User, office: Office, *, on: datetime.date, at: datetime.datetime | None = None, **fields) -> Posting:
    """End the person's open posting the day before, and post her at another office from that day."""
    current = person.postings.filter(ended_on__isnull=True, withdrawn_at__isnull=True).first()
    if current:
        end_posting(current, ended_on=on - datetime.timedelta(days=1), at=at)
        fields = {"category": current.category, "job_title": current.job_title} | fields
    return post(person, office, started_on=on, at=at, **fields)


@transaction.atomic
def grant_role(
    person: User,
    kind: str,
    *,
    started_on: datetime.date,
    office: Office | None = None,
    ended_on: datetime.date | None = None,
    by: User | None = None,
    at: datetime.datetime | None = None,
) -> Role:
    """Give a role from a day on; a focal point needs an office, headquarters has none."""
    if (kind == Role.Kind.FOCAL_POINT) != bool(office):
        raise Refused(_("A focal point has an office; headquarters has none."))
    now = at or timezone.now()
    role = Role.objects.create(
        person=person, kind=kind, office=office, started_on=started_on, ended_on=ended_on, recorded_at=now
    )
    log(by, "people.role_granted", person, at=now, kind=kind, office=office.code if office else "")
    return role


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
