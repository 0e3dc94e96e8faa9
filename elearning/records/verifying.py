"""What can be said about a code or a signed text, and how often one address may ask."""

import re
from dataclasses import dataclass
from time import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from .issuing import tidy_code
from .models import Certificate, SigningKey, Transcript
from .signing import BadToken, Statement, find_token, key_pair, verify

ASKS_A_MINUTE = 60
ADDRESS = re.compile(r"/verify/([^/?#\s]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Signed:
    """What a pasted text says by itself, or why it cannot be trusted; and the document that it is about."""

    statement: Statement | None = None
    fault: str = ""
    certificate: Certificate | None = None
    transcript: Transcript | None = None


def public_keys() -> dict[str, str]:
    """Every key that may have signed a certificate, the one in use too."""
    _secret, public, key_id = key_pair(settings.CERTIFICATE_SIGNING_KEY)
    return dict(SigningKey.objects.values_list("key_id", "public_key")) | {key_id: public}


def code_within(text: str) -> str:
    """The code in a text as pasted: what follows /verify/ in an address, else all of it."""
    address = ADDRESS.search(text)
    return address[1] if address else text


def find_certificate(code: str) -> Certificate | None:
    """The certificate of a code, however it was typed."""
    code = tidy_code(code)
    if not code.isalnum() or len(code) > 32:
        return None
    return Certificate.objects.filter(code=code).first()


def find_transcript(code: str) -> Transcript | None:
    """The transcript of a code, however it was typed; codes of the two kinds of documents are never the same."""
    code = tidy_code(code)
    if not code.isalnum() or len(code) > 32:
        return None
    return Transcript.objects.filter(code=code).first()


def read_signed(text: str) -> Signed | None:
    """What a signed text within this text says, and the document of ours that it is of; None if there is none."""
    token = find_token(text)
    if not token:
        return None
    try:
        statement = verify(token, public_keys())
    except BadToken as fault:
        code = code_within(text)
        return Signed(fault=str(fault), certificate=find_certificate(code), transcript=find_transcript(code))
    certificate = Certificate.objects.filter(serial=statement.serial).first()
    transcript = None if certificate else Transcript.objects.filter(serial=statement.serial).first()
    return Signed(statement, certificate=certificate, transcript=transcript)


def asks_too_often(request: HttpRequest) -> bool:
    """Whether this address asked more than sixty times within this minute of the clock."""
    address = get_adapter(request).get_client_ip(request)  # behind proxies as the settings trust them
    # A key for each minute: `incr` of the database's cache renews the time of a key, and must not renew the minute.
    key = f"verify:{int(time() // 60)}:{address}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > ASKS_A_MINUTE
    except ValueError:  # thrown out of a full cache in between
        return False
