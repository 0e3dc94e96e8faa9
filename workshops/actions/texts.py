"""The deed upon what is said of a workshop: change the text of one language."""

from typing import Any

from django.db import transaction

from elearning.people.models import User

from ..models import Workshop, WorkshopText
from .revision import differences, hold, refuse_stale, write_down

FIELDS = ("title", "aim", "practical", "status")


def values_of(text: WorkshopText) -> dict[str, Any]:
    """The text with a key for each field, and `theme.YYYY-MM-DD` for the theme of each day."""
    return {name: getattr(text, name) for name in FIELDS} | {f"theme.{day}": said for day, said in text.themes.items()}


@transaction.atomic
def change_text(workshop: Workshop, language: str, values: dict[str, Any], *, seen: int, by: User) -> WorkshopText:
    """Write the text of one language, with keys as in `values_of`; the first time makes it.

    Themes of days that are not named stay. Raises `Stale` where others changed the same text since.
    """
    held = hold(workshop)
    prefix = f"text.{language}."
    refuse_stale(held, seen, [prefix + name for name in values])
    text = WorkshopText.objects.filter(workshop=held, language=language).first()
    text = text or WorkshopText(workshop=held, language=language)
    before = values_of(text) if text.pk else {}
    for name in FIELDS:
        setattr(text, name, values.get(name, getattr(text, name)))
    themes = {name.removeprefix("theme."): said for name, said in values.items() if name.startswith("theme.")}
    text.themes = {day: said for day, said in sorted((text.themes | themes).items()) if said}
    text.save()
    write_down(held, "text_changed", differences(before, values_of(text), prefix), by=by, language=language)
    return text
