"""Seals a file with the key that signs certificates, for one purpose: Ed25519 (RFC 8032) over purpose and content."""

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from .models import SigningKey
from .signing import BadToken, key_pair


def seal(purpose: str, content: bytes) -> str:
    """`<key id>.<signature in base64>`; the key is published with those of certificates."""
    secret, public, key_id = key_pair(settings.CERTIFICATE_SIGNING_KEY)
    SigningKey.objects.get_or_create(key_id=key_id, defaults={"public_key": public})
    return f"{key_id}.{base64.b64encode(secret.sign(_signed(purpose, content))).decode()}"


def check_seal(purpose: str, content: bytes, sealed: str, public_keys: dict[str, str]) -> str:
    """The id of the key that sealed this content for this purpose. Raises `BadToken` where none of these did."""
    key_id, _dot, signature = sealed.strip().partition(".")
    if key_id not in public_keys:
        raise BadToken("It was signed by a key that is not known here.")
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_keys[key_id]))
        public.verify(base64.b64decode(signature, validate=True), _signed(purpose, content))
    except (InvalidSignature, ValueError, binascii.Error) as error:
        raise BadToken("It was altered: the signature does not fit.") from error
    return key_id


def _signed(purpose: str, content: bytes) -> bytes:
    """A signature for one purpose is none for another; the purpose ends with the first zero byte."""
    return purpose.encode() + b"\0" + content
