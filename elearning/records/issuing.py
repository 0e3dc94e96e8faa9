"""Makes the frozen row of a certificate: its serial, its code, its signature."""

import datetime
import secrets

from django.conf import settings
from django.utils import timezone

from elearning.fields import localized

from .models import Certificate, LearningRecord, SigningKey
from .pdf import DESIGN
from .signing import key_pair, sign

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: nothing that one mistakes for another
CODE_LENGTH = 20  # 100 random bits
_MISTAKEN = str.maketrans({"o": "0", "i": "1", "l": "1", "u": "v"})


def new_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))


def tidy_code(text: str) -> str:
    """A code as typed in, with spaces, hyphens and mistaken letters mended."""
    return "".join(text.lower().split()).replace("-", "").translate(_MISTAKEN)


def _serial(record: LearningRecord) -> str:
    """Of a reissue it ends with which one it is."""
    earlier = record.certificates.count()
    return f"CG-{record.achieved_on.year}-{record.pk:06d}" + (f"-{earlier + 1}" if earlier else "")


def make_certificate(record: LearningRecord, *, name: str, at: datetime.datetime | None = None) -> Certificate:
    """A new certificate for a record, saved; part of the caller's transaction."""
    at = at or timezone.now()
    person = record.person
    # Who never signed in chose no language here; a workshop knows in which one she took part.
    language = person.language or record.basis.get("language") or person.reads
    serial = _serial(record)
    title, salt = localized(record.title, language), secrets.token_hex(8)
    seed = settings.CERTIFICATE_SIGNING_KEY
    _secret, public, key_id = key_pair(seed)
    SigningKey.objects.get_or_create(key_id=key_id, defaults={"public_key": public, "first_used_at": at})
    date = record.achieved_on.isoformat()
    return Certificate.objects.create(
        record=record,
        serial=serial,
        code=new_code(),
        kind=record.kind,
        assessment=record.assessment,
        name=name,
        name_own_script=person.name_own_script,
        title=title,
        hours=record.hours,
        achieved_on=record.achieved_on,
        issued_at=at,
        valid_until=record.valid_until,
        language=language,
        design=DESIGN,
        salt=salt,
        token=sign(seed, serial=serial, name=name, salt=salt, title=title, date=date),
    )
