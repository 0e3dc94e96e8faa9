"""How many wrong codes one account may type: few enough that nobody guesses; the room's one address is no matter."""

from time import time

from django.core.cache import cache

from elearning.people.models import User

MOST_WRONG, SPAN = 10, 300  # in so many seconds


def _key(person: User) -> str:
    return f"check-in:{int(time() // SPAN)}:{person.pk}"


def too_many_wrong(person: User) -> bool:
    """Whether she typed ten wrong codes within these five minutes of the clock."""
    return cache.get(_key(person), 0) >= MOST_WRONG


def note_wrong(person: User) -> None:
    """Count one more."""
    cache.add(_key(person), 0, 2 * SPAN)
    try:
        cache.incr(_key(person))
    except ValueError:  # thrown out of a full cache in between
        cache.set(_key(person), 1, 2 * SPAN)
