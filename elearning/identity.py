"""What the site is called and its logo: as the CMS says, mirrored in a file, so that no page asks the database.

The file is written when the setting is saved, and anew by the minute's tick: every process of this machine reads it.
"""

import functools
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Identity:
    """The name and the address of the logo; without a logo the site draws its own."""

    name: str
    logo: str = ""
    width: int = 0
    height: int = 0


def identity() -> Identity:
    """What stands in the mirror; without one, what the server was set up with."""
    path = _path()
    try:
        stamp = path.stat()
        return _read(str(path), stamp.st_mtime_ns, stamp.st_ino) or Identity(settings.SITE_NAME)
    except OSError:
        return Identity(settings.SITE_NAME)


def site_name() -> str:
    """The name alone."""
    return identity().name


def mirror(said: Identity) -> bool:
    """Write it down for every process, unless it stands there already; whether it was written."""
    if identity() == said:
        return False
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        json.dump(asdict(said), file)
    os.replace(file.name, path)
    return True


def _path() -> Path:
    return Path(settings.VAR_DIR) / "identity.json"


@functools.lru_cache(maxsize=4)
def _read(path: str, changed: int, node: int) -> Identity | None:
    """Read once for each state of the file; a damaged one says nothing."""
    try:
        return Identity(**json.loads(Path(path).read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        return None
