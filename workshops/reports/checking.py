"""Checks an audit file: signed by us, nothing added, altered or taken away. Reads nothing before it is signed."""

import hashlib
import io
import json
import lzma
import zipfile
import zlib
from typing import Any

from elearning.records.sealing import check_seal
from elearning.records.signing import BadToken

PURPOSE = "workshop-audit-1"
MANIFEST, SEAL = "manifest.json", "manifest.sig"
MOST_LISTED, MOST_SIGNED = 16 * 1024 * 1024, 1024  # bytes of the list and of its signature
CHUNK = 1024 * 1024
TOLD = 5  # names in a sentence
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, TypeError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


def check_audit(file: io.BufferedIOBase, public_keys: dict[str, str]) -> dict[str, Any]:
    """What the signed list says, if it was signed by one of these keys and every file fits it. Raises `BadToken`."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest, sealed = _small(archive, MANIFEST, MOST_LISTED), _small(archive, SEAL, MOST_SIGNED)
            check_seal(PURPOSE, manifest, sealed.decode(errors="replace"), public_keys)
            said = json.loads(manifest)
            _check_names(archive.namelist(), [one["path"] for one in said["files"]])
            wrong = [one["path"] for one in said["files"] if not _fits(archive, one)]
            if wrong:
                raise BadToken(f"Files were altered: {_told(wrong)}.")
    except BadToken:
        raise
    except BROKEN as error:
        raise BadToken(f"This is no audit file of ours: {ascii(str(error))}") from error
    return said


def _check_names(there: list[str], listed: list[str]) -> None:
    """Each file of the list once, and the list and its signature once; else another reader may see another file."""
    if sorted(there) != sorted([*listed, MANIFEST, SEAL]):
        odd = set(there) ^ {*listed, MANIFEST, SEAL} or {name for name in there if there.count(name) > 1}
        raise BadToken(f"Files were added or taken away: {_told(odd)}.")


def _small(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise BadToken(f"{name} is larger than {most} bytes: it was not unpacked.")
    return archive.read(name)


def _fits(archive: zipfile.ZipFile, listed: dict[str, Any]) -> bool:
    """Whether a file has the length and the digest that were signed; one of another length is not unpacked."""
    if archive.getinfo(listed["path"]).file_size != listed["bytes"]:
        return False
    digest = hashlib.sha256()
    with archive.open(listed["path"]) as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest() == listed["sha256"]


def _told(names) -> str:
    """Some of the names, so that none can play with the terminal."""
    names = sorted(names)
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return ", ".join(ascii(name[:80]) for name in names[:TOLD]) + more
