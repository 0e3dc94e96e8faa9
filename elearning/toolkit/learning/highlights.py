"""The deeds of a reader with her pen: mark or note, change the note, take it away."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.people.actions import Refused
from elearning.people.models import User

from ..models import Highlight, ModulePage

MOST_PER_MODULE = 200  # the page of the module shows them all


@transaction.atomic
def keep_highlight(
    person: User, page: ModulePage, *, uuid: UUID, note: str = "", at: datetime.datetime | None = None, **where: str
) -> Highlight:
    """Keep a mark (`anchor`, `quote`, `prefix`, `suffix`), a note, or both; what is sent again is the same row.

    A note that comes with a known uuid replaces the older one. Raises `Refused`.
    """
    at = min(at or timezone.now(), timezone.now())
    User.objects.select_for_update().get(pk=person.pk)
    known = Highlight.objects.filter(uuid=uuid).first()
    if known:
        if known.person_id != person.pk:
            raise Refused(_("This note could not be kept."))
        return change_note(known, note, at=at) if note.strip() and at > known.updated_at else known
    if not where.get("quote") and not note.strip():
        raise Refused(_("Write something, or mark a passage first."), "note")
    own = Highlight.objects.filter(person=person, module_key=page.translation_key)
    if own.count() >= MOST_PER_MODULE:
        raise Refused(_("You have 200 notes and highlights in this module. Delete one before you add another."))
    return Highlight.objects.create(
        uuid=uuid, person=person, module_key=page.translation_key, language=page.locale.language_code,
        note=note.strip(), made_at=at, updated_at=at, **where,
    )  # fmt: skip


@transaction.atomic
def change_note(highlight: Highlight, note: str, *, at: datetime.datetime | None = None) -> Highlight | None:
    """Write its note anew; an empty one takes the note away, and with it what has no quote."""
    if not note.strip() and not highlight.quote:
        highlight.delete()
        return None
    highlight.note, highlight.updated_at = note.strip(), at or timezone.now()
    highlight.save(update_fields=["note", "updated_at"])
    return highlight
