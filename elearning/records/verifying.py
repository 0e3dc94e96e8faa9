"""What can be said about a code or a signed text, and how often one address may ask."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from .issuing import tidy_code
from .models import Certificate, SigningKey
from .signing import BadToken, Statement, find_token, key_pair, verify

ASKS_A_MINUTE = 60


@dataclass(frozen=True)
class Signed:
    """What a pasted text says by itself, or why it cannot be trusted."""

    statement: Statement | None = None
    fault: str = ""


def public_keys() -> dict[str, str]:
    """Every key that may have signed a certificate, the one in use too."""
    _secret, public, key_id = key_pair(settings.CERTIFICATE_SIGNING_KEY)
    return dict(SigningKey.objects.values_list("key_id", "public_key")) | {key_id: public}


def find_certificate(code: str) -> Certificate | None:
    """The certificate of a code, however it was typed."""
    code = tidy_code(code)
    if not code.isalnum() or len(code) > 32:
        return None
    return Certificate.objects.filter(code=code).select_related("superseded_by").first()


def read_signed(text: str) -> Signed | None:
    """What a signed text within this text says; None if there is none."""
    token = find_token(text)
    if not token:
        return None
    try:
        return Signed(verify(token, public_keys()))
    except BadToken as fault:
        return Signed(fault=str(fault))


def asks_too_often(request: HttpRequest) -> bool:
    """Whether this address asked more than sixty times within a minute."""
    key = f"verify:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > ASKS_A_MINUTE
    except ValueError:  # the minute ended in between
        return False
