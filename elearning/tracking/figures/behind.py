"""Who is behind a number: the people counted whom the reader may see, a page at a time."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator

from elearning.people.models import User

from .showing import unnamed_words

PAGE = 50


def behind(reader: User, people: Iterable[int], page: str | None) -> dict[str, Any]:
    """`page` (of people, by name) and `unnamed`, in words: those whom she may not see."""
    wanted = set(people)
    order = User.objects.visible_to(reader).order_by("name", "pk").values_list("pk", flat=True)
    seen = [pk for pk in order.iterator(chunk_size=5000) if pk in wanted]
    shown = Paginator(seen, PAGE).get_page(page)
    found = User.objects.in_bulk(list(shown))
    hidden = len(wanted) - len(seen)
    people_shown = [found[pk] for pk in shown]
    return {"page": shown, "people": people_shown, "unnamed": unnamed_words(hidden) if hidden else ""}
