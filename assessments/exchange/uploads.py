"""Keeps an uploaded file between the pages of an import: for the person who sent it, and for a day."""

import contextlib
import hashlib
import os
import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing

from elearning.people.models import User

SALT = "assessments.import"
LASTS = 24 * 60 * 60
MOST_FILES = 10
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Upload:
    """A file, and how it is to be read; `sha256` names its bytes."""

    sha256: str
    name: str
    format: str
    bank: str
    language: str
    state: str


def keep(upload: Upload, data: bytes, *, by: User) -> str:
    """Stores the bytes; returns what the next page is to be asked with. Older files of hers go."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _tidy(folder, by)
    path = _path(by, upload.sha256)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_bytes(data)
    part.chmod(0o600)
    part.replace(path)
    return signing.dumps({"by": by.pk, **asdict(upload)}, salt=SALT, compress=True)


def take(token: str, *, by: User) -> tuple[Upload, bytes] | None:
    """The file again; None if it is another's, too old or gone."""
    try:
        facts = signing.loads(token, salt=SALT, max_age=LASTS)
        if facts.pop("by") != by.pk:
            return None
        upload = Upload(**facts)
        data = _path(by, upload.sha256).read_bytes()
    except (signing.BadSignature, OSError, TypeError, KeyError):
        return None
    return (upload, data) if hashlib.sha256(data).hexdigest() == upload.sha256 else None


def drop(upload: Upload, *, by: User) -> None:
    """The file is not needed any more."""
    _path(by, upload.sha256).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "imports"


def _path(by: User, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise OSError
    return _folder() / f"{by.pk}-{sha256}"


def _tidy(folder: Path, by: User) -> None:
    found = []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):  # another request took it away
            found.append((path.stat().st_mtime, path))
    found.sort(reverse=True)
    hers = [path for _time, path in found if path.name.startswith(f"{by.pk}-")]
    old = [path for moment, path in found if moment < time.time() - LASTS]
    for path in {*old, *hers[MOST_FILES - 1 :]}:
        with contextlib.suppress(OSError):
            path.unlink()
