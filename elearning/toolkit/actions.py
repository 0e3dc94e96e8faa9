"""The deed of a reader: keep a note."""

from uuid import UUID

from elearning.people.models import User

from .models import Note


def keep_note(person: User, *, module_key: UUID, key: str, text: str) -> Note | None:
    """Keep what she wrote for one reflection; the last writing counts, an empty one takes the note away."""
    text = text.strip()
    if not text:
        Note.objects.filter(person=person, module_key=module_key, key=key).delete()
        return None
    note, _created = Note.objects.update_or_create(
        person=person, module_key=module_key, key=key, defaults={"text": text}
    )
    return note
