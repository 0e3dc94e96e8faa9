"""A limit on how often one page is saved without a password."""

import time

from django.core.cache import cache

MOST, SECONDS = 30, 600


def too_often(key: str) -> bool:
    """Whether this key was used more than 30 times in these ten minutes; counts this time."""
    name = f"follow-up:{key}:{int(time.time()) // SECONDS}"
    if cache.add(name, 1, SECONDS):
        return False
    try:
        return cache.incr(name) > MOST
    except ValueError:  # it expired between the two
        return False
