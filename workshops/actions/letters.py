"""Deeds upon letters: issue one, issue all that are missing, issue one again in place of another."""

import datetime
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.journal.turns import in_turn
from elearning.notices.actions import notify
from elearning.people.actions.refusal import Refused
from elearning.people.models import User

from ..models import Letter, Registration, Workshop
from ..papers.letters import language_for, said_in
from .travelling import refuse_without_coming

MOST_AT_ONCE = 200


@transaction.atomic
def issue_letter(
    registration: Registration, kind: str, *, by: User, language: str = "", at: datetime.datetime | None = None
) -> Letter:
    """The letter of this kind to this person: the one that she has, or a new one under the next number.

    In her language, or in `language`. Raises `Refused` for one who does not take part, or where nobody comes.
    """
    workshop = _locked(registration.workshop)
    known = Letter.objects.filter(registration=registration, kind=kind, replaced_by=None).first()
    return known or _write(workshop, registration, kind, by=by, language=language, at=at or timezone.now())


def issue_letters(workshop: Workshop, kind: str, *, by: User, language: str = "") -> int:
    """Issue the letter to all who are confirmed and have none, at most 200 in one go; returns how many.

    Each is a transaction of its own: one that was stopped in the middle is continued by calling it again.
    """
    refuse_without_coming(workshop)
    waiting = without_letter(workshop, kind)[:MOST_AT_ONCE]
    return in_turn(waiting, lambda registration: issue_letter(registration, kind, by=by, language=language))


def without_letter(workshop: Workshop, kind: str) -> QuerySet[Registration]:
    """Those who are confirmed and to whom no letter of this kind was written."""
    written = Letter.objects.filter(workshop=workshop, kind=kind).values("registration")
    confirmed = workshop.registrations.filter(state=Registration.State.CONFIRMED)
    return confirmed.exclude(pk__in=written).select_related("workshop", "person", "office").order_by("number")


@transaction.atomic
def reissue_letter(letter: Letter, *, by: User, language: str = "", at: datetime.datetime | None = None) -> Letter:
    """Write the letter again as things are now; the old one stays as it was and names the new one."""
    workshop = _locked(letter.workshop)
    old = Letter.objects.select_related("registration", "replaced_by__workshop", "workshop").get(pk=letter.pk)
    if old.replaced_by:
        raise Refused(_("Letter %(old)s was replaced by %(new)s already.") % {"old": old, "new": old.replaced_by})
    values = {"by": by, "language": language or old.language, "at": at or timezone.now()}
    new = _write(workshop, old.registration, old.kind, instead_of=old, **values)
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    return new


def reissue_letters(workshop: Workshop, letters: Iterable[Letter], *, by: User) -> int:
    """Write each of these again, each in a transaction of its own; returns how many."""
    refuse_without_coming(workshop)
    return in_turn(letters, lambda letter: reissue_letter(letter, by=by))


def _locked(workshop: Workshop) -> Workshop:
    """Numbers are given one after the other: whoever holds the workshop gives the next."""
    return Workshop.objects.select_for_update(of=("self",)).select_related("host_office").get(pk=workshop.pk)


def _write(
    workshop: Workshop,
    registration: Registration,
    kind: str,
    *,
    by: User,
    language: str,
    at: datetime.datetime,
    instead_of: Letter | None = None,
) -> Letter:
    refuse_without_coming(workshop)
    registration = Registration.objects.select_related("person", "office", "partner").get(pk=registration.pk)
    if registration.state not in Registration.TAKING_PART:
        raise Refused(_("%(name)s is not confirmed: no letter was written.") % {"name": registration.person.name})
    last = Letter.objects.filter(workshop=workshop).order_by("-number").first()
    letter = Letter(
        workshop=workshop,
        registration=registration,
        kind=kind,
        number=last.number + 1 if last else 1,
        edition=instead_of.edition + 1 if instead_of else 1,
        language=language or language_for(registration),
        issued_at=at,
        issued_by=by,
    )
    letter.said = said_in(letter, instead_of=instead_of)
    letter.save()
    log(by, "workshop.letter_issued", letter, at=at, number=str(letter), replaces=str(instead_of or ""))
    _tell(letter)
    return letter


def _tell(letter: Letter) -> None:
    path = reverse("workshops:letter", args=[letter.workshop.code, letter.number])
    said = letter.said
    context = {"number": str(letter), "letter_kind": letter.kind, "title": said["title"], "replaces": said["replaces"]}
    notify(letter.registration.person, "letter_ready", key=f"letter_ready:{letter.pk}", path=path, **context)
