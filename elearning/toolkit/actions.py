"""The deed of a reader: keep a note."""

import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elearning.people.models import User

from .models import Note
from .noting import LONGEST, Writing, plain_lines, settle


@transaction.atomic
def keep_note(
    person: User,
    *,
    module_key: UUID,
    key: str,
    text: str,
    written_at: datetime.datetime | None = None,
    before: str | None = None,
) -> Note | None:
    """Keep what she wrote for one reflection; the last writing counts, an empty one takes the note away.

    A device that was without a network says when it was written, never later than now, and what it showed `before`:
    then what the note said meanwhile is put below the text, see `noting`. Raises ValidationError where both are too
    long together.
    """
    now = timezone.now()
    new = Writing(plain_lines(text), min(written_at or now, now))
    place = {"person": person, "module_key": module_key, "key": key}
    User.objects.select_for_update().get(pk=person.pk)  # two tabs write one after the other
    note = Note.objects.filter(**place).first()
    if note is None and new.text:
        return Note.objects.create(**place, text=new.text, written_at=new.at)
    return _rewritten(note, new, before) if note else None


def _rewritten(note: Note, new: Writing, before: str | None) -> Note | None:
    """The note with what stands of both writings; gone where nothing does."""
    stands = settle(Writing(note.text, note.written_at), new, before)
    if not stands.text:
        note.delete()
        return None
    if len(stands.text) > LONGEST:
        raise ValidationError(
            _("With what you wrote elsewhere this note is longer than 10,000 signs. Copy it, and shorten one of both.")
        )
    note.text, note.written_at = stands.text, stands.at
    note.save(update_fields=["text", "written_at", "updated_at"])
    return note
