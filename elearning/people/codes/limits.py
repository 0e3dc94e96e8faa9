"""How often one address may try a code: often enough for a room of sixty behind one line."""

from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

TRIES_A_MINUTE = 120


def tries_too_often(request: HttpRequest) -> bool:
    """Whether this address tried more than that within this minute of the clock."""
    address = get_adapter(request).get_client_ip(request)  # behind proxies as the settings trust them
    key = f"code:{int(time() // 60)}:{address}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > TRIES_A_MINUTE
    except ValueError:  # it went away in between
        return False
