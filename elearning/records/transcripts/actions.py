"""Deeds upon transcripts: make one, draw it, give and take back the secret address of somebody who left."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log
from elearning.notices.actions import notify
from elearning.people.actions import Refused, hash_secret
from elearning.people.models import User

from ..issuing import new_code
from ..models import SigningKey, Transcript, TranscriptLink
from ..signing import key_pair, sign
from .content import content_of, signed_line
from .pdf import transcript_pdf

LINK_LASTS = datetime.timedelta(days=400)
MOST_TRIES = 20


@transaction.atomic
def make_transcript(person: User, *, by: User, at: datetime.datetime | None = None) -> Transcript:
    """Freeze what her record says today, in her language, and sign it. The same once more on one day is one."""
    if User.objects.select_for_update().get(pk=person.pk).erased_at:
        raise Refused(_("This row names nobody any more."))
    now = at or timezone.now()
    language = person.reads
    content = content_of(person, language=language, day=timezone.localdate(now))
    if not content["rows"]:
        raise Refused(_("Nothing stands in the record yet: there is nothing to put on a transcript."))
    last = person.transcripts.first()
    if last and last.content == content and last.language == language:
        return last
    for _try in range(MOST_TRIES):
        try:
            with transaction.atomic():
                made = _write(person, content, language=language, by=by, now=now)
                break
        except IntegrityError:  # somebody else's took the number in between
            continue
    else:
        raise Refused(_("Many transcripts are being made just now. Try again in a moment."))
    log(by, "records.transcript_made", made, at=now, person=str(person.uuid), records=len(content["rows"]))
    return made


def _write(person: User, content: dict, *, language: str, by: User, now: datetime.datetime) -> Transcript:
    seed = settings.CERTIFICATE_SIGNING_KEY
    _secret, public, key_id = key_pair(seed)
    SigningKey.objects.get_or_create(key_id=key_id, defaults={"public_key": public, "first_used_at": now})
    serial = _next_serial(int(content["day"][:4]))
    said = {"serial": serial, "name": person.name, "salt": secrets.token_hex(8), "date": content["day"]}
    return Transcript.objects.create(
        person=person,
        serial=serial,
        code=new_code(),
        language=language,
        content=content,
        token=sign(seed, title=signed_line(content), **said),
        made_at=now,
        made_by=by,
    )


def _next_serial(year: int) -> str:
    """`TR-<year>-<n>`; each number is written after the one before it, so the last row has the highest."""
    last = Transcript.objects.filter(serial__startswith=f"TR-{year}-").order_by("-pk").values_list("serial").first()
    return f"TR-{year}-{int(last[0].rpartition('-')[2]) + 1 if last else 1}"


def render_transcript(transcript: Transcript) -> bytes:
    """The bytes of the document, drawn and stored once; the same for ever after."""
    if not transcript.pdf:
        content = transcript_pdf(transcript)  # outside the transaction: it takes its time
        with transaction.atomic():
            locked = Transcript.objects.select_for_update().get(pk=transcript.pk)
            if locked.erased_at:
                raise Refused(_("This transcript says nothing any more: whom it named was erased."))
            if not locked.pdf:
                locked.pdf.save(f"{locked.uuid}.pdf", ContentFile(content), save=False)
                locked.sha256 = hashlib.sha256(content).hexdigest()
                locked.save(update_fields=["pdf", "sha256"])
        transcript.refresh_from_db()
    with transcript.pdf.open() as file:
        return file.read()


@transaction.atomic
def transcript_link(person: User, *, by: User | None = None, at: datetime.datetime | None = None) -> str:
    """A new secret path to her transcript, open for 400 days, to be given to her alone; others of hers stay open."""
    now, secret = at or timezone.now(), secrets.token_urlsafe(32)
    TranscriptLink.objects.create(
        person=person, secret_hash=hash_secret(secret), made_at=now, expires_at=now + LINK_LASTS
    )
    log(by, "records.transcript_link_made", person, at=now)
    return reverse("records:transcript_link", args=[secret])


@transaction.atomic
def send_link(person: User, *, by: User | None = None, at: datetime.datetime | None = None) -> TranscriptLink:
    """Send her a new secret address by mail; those that she had before are closed."""
    if not person.email:
        raise Refused(_("%(person)s has no e-mail address. Add one first.") % {"person": person.name})
    now = at or timezone.now()
    revoke_links(person, by=by, at=now)
    path = transcript_link(person, by=by, at=now)
    link = person.transcript_links.first()
    notify(person, "transcript_link", key=f"transcript_link:{link.pk}", path=path, at=now, until=link.expires_at)
    return link


@transaction.atomic
def revoke_links(person: User, *, by: User | None, at: datetime.datetime | None = None) -> int:
    """Close every secret address to her transcript; returns how many were open."""
    now = at or timezone.now()
    open_ones = person.transcript_links.filter(revoked_at=None, expires_at__gt=now)
    if number := open_ones.update(revoked_at=now):
        log(by, "records.transcript_links_revoked", person, at=now, links=number)
    return number
