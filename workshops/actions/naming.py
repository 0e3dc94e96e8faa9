"""The deeds about names as they are printed: confirm, ask for another, accept or refuse that."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions import Refused, change_person
from elearning.people.models import User
from elearning.people.models.user import refuse_hidden_signs
from elearning.records.actions import reissue
from elearning.records.models import Certificate, LearningRecord

from ..framing.versioned import readable
from ..models import NameRequest, Registration, Workshop
from ..proof.confirmed import CONFIRMED, mark_of_person, name_mark, renamed_since
from ..proof.preview import SUBJECT
from .revision import hold

State = NameRequest.State
LONGEST = NameRequest._meta.get_field("name").max_length


@transaction.atomic
def confirm_name(registration: Registration, *, by: User, at: datetime.datetime | None = None) -> Registration:
    """The name is right as it is printed; twice is once, unless it changed in between. Raises `Refused`."""
    registration = _held(registration, by)
    if registration.name_requests.filter(state=State.OPEN).exists():
        raise Refused(_("Another name was asked for, and that is not decided yet. It is confirmed when it is."))
    if registration.name_confirmed_at is None or renamed_since([registration]):
        _confirm(registration, by, at or timezone.now())
    return registration


@transaction.atomic
def ask_for_name(
    registration: Registration,
    *,
    name: str,
    name_own_script: str = "",
    remark: str = "",
    by: User,
    at: datetime.datetime | None = None,
) -> NameRequest:
    """The name is wrong: ask for this one; while that is open, asking again says it anew. Raises `Refused`."""
    registration = _held(registration, by)
    name, own = tidy(name, "name"), tidy(name_own_script, "name_own_script")
    person = registration.person
    if not name:
        raise Refused(_("Write the name as it should be printed."), "name")
    if (name, own) == (person.name, person.name_own_script):
        raise Refused(_("This is how the name is printed already. Write what should be different."), "name")
    request = registration.name_requests.select_for_update().filter(state=State.OPEN).first()
    request = request or NameRequest(registration=registration)
    request.name, request.name_own_script, request.remark = name, own, remark.strip()
    request.asked_at = at or timezone.now()
    request.save()
    log(by, "workshop.name_asked", registration, at=at, request=request.pk)
    return request


@transaction.atomic
def accept_name(
    request: NameRequest, *, by: User, seen: str | None = None, at: datetime.datetime | None = None
) -> NameRequest:
    """Print this name from now on; certificates of this workshop that show another are issued anew. She is told.

    `seen` is the mark of what was looked at: a name that she changed meanwhile is not accepted unseen.
    """
    now = at or timezone.now()
    request, registration = _open(request, seen)
    person = change_person(
        registration.person, by=by, at=now, name=request.name, name_own_script=request.name_own_script
    )
    printed = (request.name, request.name_own_script)
    for certificate in certificates_of(registration):
        if (certificate.name, certificate.name_own_script) != printed:
            reissue(certificate, by=by, reason=_("Spelling of the name"), at=now)
    registration.person = person
    _confirm(registration, by, now)
    return _decided(request, registration, State.DONE, by, "", now)


@transaction.atomic
def refuse_name(
    request: NameRequest, *, why: str, by: User, seen: str | None = None, at: datetime.datetime | None = None
) -> NameRequest:
    """Leave the name as it is, and tell her why."""
    if not why.strip():
        raise Refused(_("Say why, she reads it."), "why")
    request, registration = _open(request, seen)
    return _decided(request, registration, State.REFUSED, by, why.strip(), at or timezone.now())


def mark_of(request: NameRequest) -> str:
    """Stands for the name that is asked for: another name has another mark."""
    return name_mark(request.name, request.name_own_script)


def speaks_for_herself(person: User) -> bool:
    """Whether she can sign in, and so confirms her own name; for others the facilitator writes down what they say."""
    return bool(person.email) and person.is_active and person.has_usable_password()


def certificates_of(registration: Registration) -> list[Certificate]:
    """Those of this workshop that are valid now."""
    standing = LearningRecord.objects.filter(
        subject_kind=SUBJECT, subject_uuid=registration.workshop.uuid, person=registration.person_id, annulled_by=None
    )
    return list(Certificate.objects.filter(record__in=standing, state=Certificate.State.ISSUED).order_by("pk"))


def tidy(name: str, about: str) -> str:
    """A name with single spaces, readable, not too long. Raises `Refused` with what is wrong."""
    name = " ".join(name.split(" ")).strip()
    try:
        refuse_hidden_signs(name)
        readable(name)
    except ValidationError as refusal:
        raise Refused(" ".join(refusal.messages), about) from refusal
    if len(name) > LONGEST:
        raise Refused(_("This is longer than %(most)d letters.") % {"most": LONGEST}, about)
    return " ".join(name.split())


def _held(registration: Registration, by: User) -> Registration:
    """The registration as it is now, its workshop held; she speaks for herself, another only for who cannot."""
    workshop = hold(registration.workshop)
    found = Registration.objects.select_related("person").get(pk=registration.pk)
    found.workshop = workshop
    if found.state not in Registration.TAKING_PART:
        raise Refused(_("Only the names of those who take part are printed."))
    if found.person_id != by.pk and speaks_for_herself(found.person):
        raise Refused(_("%(name)s can sign in, and says herself how her name is written.") % {"name": found.person})
    return found


def _open(request: NameRequest, seen: str | None) -> tuple[NameRequest, Registration]:
    registration = Registration.objects.select_related("person", "workshop").get(pk=request.registration_id)
    registration.workshop = hold(Workshop(pk=registration.workshop_id))
    request = NameRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != State.OPEN:
        raise Refused(_("This request is decided already: it is %(state)s.") % {"state": request.get_state_display()})
    if seen is not None and seen != mark_of(request):
        raise Refused(_("She asked for another name meanwhile. Look at what she asks for now."))
    return request, registration


def _confirm(registration: Registration, by: User, now: datetime.datetime) -> None:
    registration.name_confirmed_at = now
    registration.save(update_fields=["name_confirmed_at"])
    log(by, CONFIRMED, registration, at=now, name=mark_of_person(registration))


def _decided(
    request: NameRequest, registration: Registration, state: str, by: User, why: str, now: datetime.datetime
) -> NameRequest:
    request.state, request.decided_by, request.decided_at, request.why = state, by, now, why
    request.save(update_fields=["state", "decided_by", "decided_at", "why"])
    log(by, f"workshop.name_{state}", registration, reason=why, at=now, request=request.pk)
    path = reverse("workshops:my_name", args=[registration.workshop.code])
    title = registration.workshop.text(registration.person.reads).title
    facts = {"request": request, "accepted": state == State.DONE, "workshop_title": title}
    notify(registration.person, "name_decided", key=f"name_decided:{request.pk}", path=path, at=now, **facts)
    return request
