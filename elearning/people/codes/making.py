"""Deeds upon printed codes: make one with its PIN, revoke it."""

import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from elearning.journal.actions import log

from ..actions import Refused
from ..models import SignInCode, User
from .rules import why_no_code

LASTS = datetime.timedelta(days=180)
SAME_PRESS = datetime.timedelta(minutes=10)
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 and O, 1, I and L, U and V: they are read out and typed
LENGTH, DIGITS = 8, 6


@dataclass(frozen=True)
class Slip:
    """What is printed for a person: the only moment at which her PIN is known."""

    person: User
    code: SignInCode
    pin: str


def pin_of(press: UUID, person: User) -> str:
    """The PIN that one press of the button gives this person; nobody reckons it without the key of the server."""
    said = f"people.codes:{press}:{person.pk}"
    digest = hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)


def make_code(person: User, *, by: User, press: UUID, at: datetime.datetime | None = None) -> Slip:
    """A code and a PIN for a person without an e-mail address; the one before opens nothing any more.

    The same `press` again within ten minutes gives the same slip. Raises `Refused` for whoever signs in otherwise.
    """
    now = at or timezone.now()
    pin = pin_of(press, person)
    hashed = make_password(pin)  # slow on purpose, so before the transaction
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        if why := why_no_code(person):
            raise Refused(why)
        old = person.sign_in_codes.filter(revoked_at=None).first()
        if old and old.made_by_id == by.pk and old.made_at > now - SAME_PRESS and check_password(pin, old.pin_hash):
            return Slip(person, old, pin)
        if old:
            old.revoked_at = now
            old.save(update_fields=["revoked_at"])
        code = SignInCode.objects.create(
            person=person, code=_new_code(), pin_hash=hashed, made_by=by, made_at=now, expires_at=now + LASTS
        )
        log(by, "people.code_made", person, at=now, renewed=bool(old), until=str(code.expires_at.date()))
    return Slip(person, code, pin)


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not SignInCode.objects.filter(code=code).exists():
            return code


@transaction.atomic
def revoke_codes(person: User, *, by: User | None, at: datetime.datetime | None = None) -> int:
    """Her paper opens nothing any more, and whoever is in by it is out; returns how many there were."""
    now = at or timezone.now()
    number = person.sign_in_codes.filter(revoked_at=None).update(revoked_at=now)
    if number:
        log(by, "people.code_revoked", person, at=now)
    return number
