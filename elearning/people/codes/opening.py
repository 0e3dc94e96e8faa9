"""The deed of signing in with a printed code: right, wrong, and for how long a code rests after wrong PINs."""

import datetime
import hmac
import re

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from elearning.journal.actions import log

from ..models import SignInCode, User
from .making import DIGITS, LENGTH, LETTERS
from .rules import why_no_code

TRIES = 5
RESTS = datetime.timedelta(minutes=15)
RESTS_AT_MOST = datetime.timedelta(hours=24)


def tidy_code(text: str) -> str:
    """The code as it is stored, however it was typed; empty for what can be none."""
    code = re.sub(r"[\s\-–·]+", "", text[:40]).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def tidy_pin(text: str) -> str:
    """Six digits in any script, as ٤ is 4; empty for what can be none."""
    pin = "".join(str(int(sign)) for sign in text[:40] if sign.isdecimal())
    return pin if len(pin) == DIGITS else ""


def rest_after(failures: int) -> datetime.timedelta | None:
    """How long a code rests after so many wrong PINs in a row: 15 minutes at the fifth, doubled at each next fifth."""
    if failures == 0 or failures % TRIES:
        return None
    return min(RESTS * 2 ** min(failures // TRIES - 1, 10), RESTS_AT_MOST)


def open_with_code(code: str, pin: str, *, at: datetime.datetime | None = None) -> SignInCode | None:
    """The live code that this PIN opens; None for anything else, and nobody is told what was wrong.

    Each wrong PIN is counted; while a code rests the right one opens nothing either.
    """
    now = at or timezone.now()
    found = SignInCode.objects.live(now).filter(code=tidy_code(code)).first()
    pin = tidy_pin(pin)
    if found is None:
        make_password(pin)
        return None
    right = check_password(pin or "-", found.pin_hash)  # slow on purpose, so before the transaction
    with transaction.atomic():
        User.objects.select_for_update().get(pk=found.person_id)
        held = SignInCode.objects.select_for_update().get(pk=found.pk)
        if _is_over(held, found, now):
            return None
        return _opened(held, now) if right else _failed(held, now)


def _is_over(held: SignInCode, found: SignInCode, now: datetime.datetime) -> bool:
    """Whether it rests, or was revoked since it was looked up, or she has got an account."""
    rests = held.locked_until is not None and held.locked_until > now
    other = held.revoked_at is not None or not hmac.compare_digest(held.pin_hash, found.pin_hash)
    return rests or other or bool(why_no_code(held.person))


def _opened(code: SignInCode, now: datetime.datetime) -> SignInCode:
    code.failures, code.locked_until, code.last_used_at = 0, None, now
    code.save(update_fields=["failures", "locked_until", "last_used_at"])
    log(code.person, "people.code_used", code.person, at=now)
    return code


def _failed(code: SignInCode, now: datetime.datetime) -> None:
    code.failures += 1
    if rests := rest_after(code.failures):
        code.locked_until = now + rests
        log(None, "people.code_locked", code.person, at=now, failures=code.failures)
    code.save(update_fields=["failures", "locked_until"])
