"""Keeping the place at which somebody stopped reading, and finding it again after the text was edited."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from elearning.people.models import User

from ..models import ModulePage, ReadingPlace
from .paragraphs import Paragraph, first_words, heading_before, paragraphs_of

AHEAD = datetime.timedelta(minutes=5)  # a clock that runs before ours by more than this is not believed


@dataclass(frozen=True)
class Resuming:
    """Where to go on: the name of a paragraph and how it begins."""

    anchor: str
    words: str
    share: int


@transaction.atomic
def keep_place(
    person: User, page: ModulePage, *, anchor: str, share: int, at: datetime.datetime | None = None
) -> ReadingPlace | None:
    """Keep where she is; the last place by its own time stands, one that arrives late is left out.

    Answers None where the page has no such paragraph.
    """
    now = timezone.now()
    at = min(at or now, now + AHEAD)
    paragraphs = paragraphs_of(page)
    here = next((paragraph for paragraph in paragraphs if paragraph.anchor == anchor), None)
    if here is None:
        return None
    values = {
        "language": page.locale.language_code,
        "anchor": anchor,
        "heading": heading_before(paragraphs, anchor),
        "words": first_words(here.text),
        "share": max(0, min(share, 100)),
        "at": at,
    }
    place, made = ReadingPlace.objects.select_for_update().get_or_create(
        person=person, module_key=page.translation_key, defaults=values
    )
    if not made and place.at < at:
        for name, value in values.items():
            setattr(place, name, value)
        place.save(update_fields=list(values))
    return place


def resuming(place: ReadingPlace | None, paragraphs: Sequence[Paragraph]) -> Resuming | None:
    """Where to go on in the text as it is now: the paragraph, else the heading before it, else nowhere but the top.

    Nothing is offered at the very beginning, where she would stand anyway, nor to who has read to the end.
    """
    if place is None or not paragraphs or place.share >= 100:
        return None
    by_name = {paragraph.anchor: paragraph for paragraph in paragraphs}
    here = by_name.get(place.anchor) or by_name.get(place.heading)
    if here is None or here is paragraphs[0]:
        return None
    return Resuming(here.anchor, first_words(here.text), place.share)
