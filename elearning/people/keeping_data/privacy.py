"""Deeds upon the data protection notice: publish a version, accept one; and which one somebody has still to accept."""

import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.journal.actions import log

from ..actions import Refused
from ..models import NoticeAccepted, PrivacyNotice, User

LONGEST = 20_000


@transaction.atomic
def publish_notice(texts: dict[str, str], *, by: User | None, at: datetime.datetime | None = None) -> PrivacyNotice:
    """A new version, in force from now on: everybody is asked to accept it. It never changes."""
    known = dict(settings.LANGUAGES)
    tidy = {code: text.strip() for code, text in texts.items() if code in known and text.strip()}
    if settings.LANGUAGE_CODE not in tidy:
        raise Refused(_("Write it in English at least: whoever reads another language gets that one."), "texts")
    if any(len(text) > LONGEST or "\0" in text for text in tidy.values()):
        raise Refused(_("This text is too long, or holds signs that cannot be kept."), "texts")
    last = PrivacyNotice.objects.aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            made = PrivacyNotice.objects.create(version=last + 1, texts=tidy, by=by, published_at=at or timezone.now())
    except IntegrityError as error:
        raise Refused(_("Somebody else published a version just now. Look at it first.")) from error
    log(by, "people.privacy_published", made, at=made.published_at, version=made.version)
    return made


def in_force() -> PrivacyNotice | None:
    """The newest version."""
    return PrivacyNotice.objects.first()


@transaction.atomic
def accept_notice(
    person: User, notice: PrivacyNotice, *, language: str, at: datetime.datetime | None = None
) -> NoticeAccepted:
    """She accepts a version as she read it, in a language that it has. Twice is once, with the first date."""
    if not notice.texts.get(language):
        raise Refused(_("The notice is not there in this language."), "language")
    defaults = {"at": at or timezone.now(), "language": language}
    accepted, new = NoticeAccepted.objects.get_or_create(person=person, notice=notice, defaults=defaults)
    if new:
        log(person, "people.privacy_accepted", notice, at=accepted.at, version=notice.version)
    return accepted
