"""The deeds before an erasure: she or headquarters asks for it, and somebody else decides."""

import datetime
import secrets

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.notices.models import Delivery

from ..actions import Refused, hash_secret
from ..models import Erasure, Posting, User
from ..rules import sees_all
from .erasing import carry_out, close, forget_late

State = Erasure.State
IN_FLIGHT = datetime.timedelta(minutes=3)  # so long after an erasure the tick looks for what was written late
MAIL_MAY_TAKE = datetime.timedelta(days=1)  # so long her last mail is waited for


@transaction.atomic
def ask(person: User, *, by: User, why: str = "", at: datetime.datetime | None = None) -> Erasure:
    """Ask that a person be erased: she herself, or headquarters with a reason. While one is open it is that one."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.erased_at or person.merged_into_id:
        raise Refused(_("This row names nobody any more."))
    if person != by and not sees_all(by):
        raise Refused(_("Only she herself, or headquarters, can ask for this."))
    if person != by and not why.strip():
        raise Refused(_("Give the reason."), "why")
    if there := person.erasures.filter(state__in=[State.ASKED, State.DECIDED]).first():
        return there
    asked = Erasure.objects.create(person=person, asked_by=by, why=why.strip(), asked_at=at or timezone.now())
    log(by, "people.erasure_asked", person, at=asked.asked_at, erasure=str(asked.uuid))
    return asked


@transaction.atomic
def refuse(erasure: Erasure, *, by: User, why: str, at: datetime.datetime | None = None) -> Erasure:
    """It may not be: something must be kept for now. She is told why."""
    held = _held(erasure, by)
    if not why.strip():
        raise Refused(_("Give the reason."), "why")
    held.state, held.refused_why = State.REFUSED, why.strip()
    held.decided_by, held.decided_at = by, at or timezone.now()
    held.save()
    log(by, "people.erasure_refused", held.person, at=held.decided_at, erasure=str(held.uuid))
    path, key = reverse("people:held"), f"erasure_refused:{held.uuid}"
    notify(held.person, "erasure_refused", key=key, path=path, at=at, erasure=held)
    return held


@transaction.atomic
def decide(erasure: Erasure, *, by: User, at: datetime.datetime | None = None) -> Erasure:
    """It shall be: her last mail brings the address of the proof; once that has left, all is taken away."""
    held = _held(erasure, by)
    if _postings().filter(person=held.person).exists():
        raise Refused(_("She is still posted. End her posting first, so that what she holds is handed over."))
    secret = secrets.token_urlsafe(32)
    held.state, held.secret_hash = State.DECIDED, hash_secret(secret)
    held.decided_by, held.decided_at = by, at or timezone.now()
    held.save()
    log(by, "people.erasure_decided", held.person, at=held.decided_at, erasure=str(held.uuid))
    path = reverse("people:erasure_proof", args=[secret])
    notify(held.person, "erasure_decided", key=_key(held), path=path, at=at, erasure=held)
    return held


def due(at: datetime.datetime) -> QuerySet[Erasure]:
    """Decided ones whose mail has left or can be waited for no longer, and done ones that are not closed.

    Who was posted since (or became one with somebody who is) waits until that posting has ended.
    """
    on_its_way = Delivery.objects.filter(state__in=[Delivery.State.WAITING, Delivery.State.SENDING])
    mail = on_its_way.filter(notice__person=OuterRef("person"), notice__kind="erasure_decided")
    decided = Erasure.objects.filter(~Exists(_postings().filter(person=OuterRef("person"))), state=State.DECIDED)
    ready = decided.filter(~Exists(mail)) | decided.filter(decided_at__lte=at - MAIL_MAY_TAKE)
    return ready | Erasure.objects.filter(state=State.DONE, closed_at=None)


def finish_erasures(at: datetime.datetime | None = None) -> int:
    """Carry out what is due, each in a transaction of its own; a duty of the tick, which goes on after a kill."""
    now = at or timezone.now()
    just_done = Erasure.objects.filter(state=State.DONE, done_at__lte=now, done_at__gt=now - IN_FLIGHT)
    in_turn(list(just_done.select_related("person")), lambda erasure: forget_late(erasure, at=at))
    return in_turn(list(due(now).order_by("pk")[:20]), lambda erasure: close(carry_out(erasure, at=at), at=at))


def _postings() -> QuerySet[Posting]:
    """Those that go on today, or begin later."""
    return Posting.objects.filter(Q(ended_on=None) | Q(ended_on__gte=timezone.localdate()), withdrawn_at=None)


def _key(erasure: Erasure) -> str:
    return f"erasure_decided:{erasure.uuid}"


def _held(erasure: Erasure, by: User) -> Erasure:
    """The row, locked, while it waits, and if this one may decide: headquarters, neither who asked nor she herself."""
    User.objects.select_for_update().get(pk=erasure.person_id)  # first, as a merge does
    held = Erasure.objects.select_for_update(of=("self",)).select_related("person").get(pk=erasure.pk)
    if held.state != State.ASKED:
        raise Refused(_("This was decided already."))
    if not sees_all(by):
        raise Refused(_("Headquarters decides this."))
    if by.pk in (held.asked_by_id, held.person_id):
        raise Refused(_("Somebody else decides: two people stand behind an erasure."))
    return held
