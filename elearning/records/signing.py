"""The signed text of a certificate: made with a secret key, checked with public ones alone. Ed25519 (RFC 8032).

`v1.<key id>.<payload>.<signature>`; the payload is canonical JSON in base64url without padding, with
n serial · h SHA-256 of salt and name · s salt · t title, 80 characters at most · d date of achievement.
"""

import base64
import binascii
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TOKEN = re.compile(r"v1\.[0-9a-f]{8,16}\.[\w-]+\.[\w-]{86}(?![\w-])")
LONGEST_TITLE = 80


class BadToken(ValueError):
    """The text is not what a key of ours signed; says in words why."""


@dataclass(frozen=True)
class Statement:
    """What a signed text says."""

    serial: str
    name_hash: str
    salt: str
    title: str
    date: str

    def is_about(self, name: str) -> bool:
        """Whether it was signed for this name."""
        return hash_name(self.salt, name) == self.name_hash


def hash_name(salt: str, name: str) -> str:
    """SHA-256 of salt and name (NFC, single spaces), in hex."""
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    return hashlib.sha256(f"{salt}\n{tidy}".encode()).hexdigest()


def key_pair(seed: str) -> tuple[Ed25519PrivateKey, str, str]:
    """The secret key of a seed (base64, 32 bytes), with its public key (base64) and that key's short name."""
    secret = Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed, validate=True))
    public = secret.public_key().public_bytes_raw()
    return secret, base64.b64encode(public).decode(), hashlib.sha256(public).hexdigest()[:8]


def sign(seed: str, *, serial: str, name: str, salt: str, title: str, date: str) -> str:
    """The signed text for a certificate."""
    secret, _public, key_id = key_pair(seed)
    said = {"n": serial, "h": hash_name(salt, name), "s": salt, "t": title[:LONGEST_TITLE], "d": date}
    payload = _encode(json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
    signed = f"v1.{key_id}.{payload}"
    return f"{signed}.{_encode(secret.sign(signed.encode()))}"


def verify(token: str, public_keys: dict[str, str]) -> Statement:
    """What the text says, if one of these keys (short name: base64) signed it; else BadToken."""
    try:
        version, key_id, payload, signature = token.strip().split(".")
    except ValueError as error:
        raise BadToken("This is not the signed text of a certificate.") from error
    if version != "v1" or key_id not in public_keys:
        raise BadToken("It was signed by a key that is not known here.")
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_keys[key_id]))
        public.verify(_decode(signature), f"{version}.{key_id}.{payload}".encode())
        said = json.loads(_decode(payload))
        return Statement(said["n"], said["h"], said["s"], said["t"], said["d"])
    except (InvalidSignature, ValueError, KeyError, TypeError, binascii.Error) as error:
        raise BadToken("The text was altered: the signature does not fit.") from error


def find_token(text: str) -> str:
    """The signed text within a longer one, such as the address in a QR code; empty if there is none."""
    found = TOKEN.search(text)
    return found[0] if found else ""


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
